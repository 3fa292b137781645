/** What people do with proposed steps, each as one change of the planner. */

import { words } from './engine.js';
import { movesInWords } from './plan/preview.js';
import { proposalOf, withProposed } from './plan/proposal.js';
import { lookedAt } from './plan/state.js';
import { counted } from './views/text.js';

/** @param {import('./planner.js').Planner} planner */
export function proposing(planner) {
  return {
    /**
     * Shows the steps to a goal on the timeline, after the step that is looked at.
     *
     * @param {string} taskQueue
     * @param {import('./pkg/index.js').Goal} goal
     */
    propose(taskQueue, goal) {
      const { answers, state } = planner;
      const proposal = proposalOf(answers, state.step, { taskQueue, goal });
      planner.act.closeDialog();
      if ('reason' in proposal) return planner.update({ say: proposal.reason });
      planner.update({ look: { proposal } });
      this.lookAtProposed(1);
    },

    /** @param {number} number from 1 */
    lookAtProposed(number) {
      const { proposal } = planner.look;
      if (proposal === undefined) return;
      const { steps, after } = proposal;
      const step = steps[number - 1];
      const said = `Proposed step ${number} of ${steps.length}, not applied. ${movesInWords(step)}`;
      planner.update({
        state: planner.state.step === after ? planner.state : lookedAt(planner.state, after),
        look: { proposal: { ...proposal, shown: number }, menu: undefined },
        say: `${said} ${counted(step.hazards.length, 'hazard')}.`,
        focus: `proposed-${number}`,
      });
    },

    /** @param {number} count so many of the proposed steps, from the first one on */
    applyProposed(count) {
      const { proposal } = planner.look;
      if (proposal === undefined) return;
      const { after, steps } = proposal;
      const [first, last] = [after + 1, after + count];
      const { taskQueue: _, ...operation } = steps[0].operation;
      const said =
        count === 1
          ? `Step ${first} is carried out: ${words.operation(operation)}.`
          : `Steps ${first} to ${last} are carried out.`;
      planner.update({
        state: withProposed(planner.state, proposal, count),
        look: { proposal: { ...proposal, shown: 1 } },
        say: said,
        focus: ['apply-proposed', `step-${last}`],
      });
    },

    discardProposal() {
      const { after = 0 } = planner.look.proposal ?? {};
      planner.update({
        look: { proposal: undefined },
        say: 'The proposed steps are discarded.',
        focus: `step-${after}`,
      });
    },
  };
}

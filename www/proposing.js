/** What people can do with proposed steps; each action is one change of the planner. */

import { words } from './engine.js';
import { inWords } from './plan/preview.js';
import { withProposed } from './plan/proposal.js';
import { lookedAt } from './plan/state.js';

/** @param {import('./planner.js').Planner} planner */
export function proposing(planner) {
  return {
    /**
     * Shows the steps to a goal on the timeline, after the current step.
     *
     * @param {string} taskQueue
     * @param {import('./pkg/index.js').Goal} goal
     */
    propose(taskQueue, goal) {
      planner.act.closeDialog();
      planner.update({ look: { proposal: { taskQueue, goal, after: planner.state.step } } });
      this.lookAtProposed(1);
    },

    /** @param {number} shown from 1 */
    lookAtProposed(shown) {
      const { state, look, proposal } = planner;
      if (proposal === undefined || look.proposal === undefined) return;
      const { steps, after } = proposal;
      const headline = proposal.answers.mark(after + shown);
      const said = `Proposed step ${shown} of ${steps.length}, not applied. ${inWords(headline)}`;
      planner.update({
        state: state.step === after ? state : lookedAt(state, after),
        look: { proposal: { ...look.proposal, shown }, menu: undefined },
        say: said,
        focus: `proposed-${shown}`,
      });
    },

    /** @param {number} count how many of the proposed steps, from the first */
    applyProposed(count) {
      const { state, look, proposal } = planner;
      if (proposal === undefined || look.proposal === undefined) return;
      const { after, steps } = proposal;
      const last = after + count;
      const change = count === 1 ? 'Apply a proposed step' : `Apply ${count} proposed steps`;
      planner.change(withProposed(state.document, proposal, count), change, {
        step: last,
        look: { proposal: { ...look.proposal, shown: 1 } },
        say:
          count === 1
            ? `Step ${last} is added to the plan: ${words.operation(steps[0].step.operation)}.`
            : `Steps ${after + 1} to ${last} are added to the plan.`,
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

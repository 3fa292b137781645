//! Characters that are written as escapes, in code and in commands.

/// Whether a character cannot be seen, makes others look as if they stood elsewhere, ends a line in some
/// language, or is one that compilers refuse. The last range has tags and no letters.
pub(super) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{feff}'
            | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..)
}

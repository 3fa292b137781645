/// An answer as JSON text. `JSON.parse` makes lists of it faster than they could cross item by item, and with less
/// wasm.
pub(super) struct Json(String);

impl Json {
    /// What is written, in one list.
    pub(super) fn list(write: impl FnOnce(&mut Self)) -> String {
        let mut answer = Self(String::new());
        answer.open();
        write(&mut answer);
        answer.close();
        answer.0
    }

    /// Begins a list inside the present one.
    pub(super) fn open(&mut self) {
        self.begin();
        self.0.push('[');
    }

    /// Ends the list that was begun last.
    pub(super) fn close(&mut self) {
        self.0.push(']');
    }

    pub(super) fn text(&mut self, text: &str) {
        self.begin();
        self.0.push('"');
        for character in text.chars() {
            if character == '"' || character == '\\' {
                self.0.push('\\');
            }
            if character < ' ' {
                self.0.push_str("\\u00");
                self.0.push(char::from(b'0' + (character as u8 >> 4)));
                self.0.push(char::from(b"0123456789abcdef"[usize::from(character as u8 & 15)]));
            } else {
                self.0.push(character);
            }
        }
        self.0.push('"');
    }

    pub(super) fn number(&mut self, number: u64) {
        self.begin();
        self.0.push_str(&number.to_string());
    }

    pub(super) fn place(&mut self, place: usize) {
        self.number(place as u64);
    }

    pub(super) fn places(&mut self, places: &[usize]) {
        self.open();
        for at in places {
            self.place(*at);
        }
        self.close();
    }

    /// A number that says that there is none.
    pub(super) fn none(&mut self) {
        self.begin();
        self.0.push_str("-1");
    }

    pub(super) fn flag(&mut self, flag: bool) {
        self.begin();
        self.0.push_str(if flag { "true" } else { "false" });
    }

    /// Parts what comes from what stands before it in its list.
    fn begin(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'[')) {
            self.0.push(',');
        }
    }
}

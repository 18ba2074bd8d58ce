//! A file before it is written: its records, and what is true of them.

use std::borrow::Cow;

/// One cell of a table.
pub(crate) type Cell = Cow<'static, str>;

/// A cell of text.
pub(crate) fn c(text: impl Into<Cell>) -> Cell {
    text.into()
}

/// What a procedure has to say of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// It deviates.
    Deviation,
    /// The files cannot tell.
    Undecided,
}

/// One thing that has to be found.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) procedure: &'static str,
    pub(crate) what: &'static str,
    pub(crate) verdict: Verdict,
    /// Columns (paths with dots in JSON) and what they hold.
    pub(crate) cells: Vec<(&'static str, String)>,
}

fn mark(
    verdict: Verdict,
    procedure: &'static str,
    what: &'static str,
    cells: &[(&'static str, &str)],
) -> Mark {
    let cells = cells.iter().map(|(k, v)| (*k, (*v).to_owned())).collect();
    Mark {
        procedure,
        what,
        verdict,
        cells,
    }
}

/// A planted deviation with the cells that show it.
pub(crate) fn deviation(
    procedure: &'static str,
    what: &'static str,
    cells: &[(&'static str, &str)],
) -> Mark {
    mark(Verdict::Deviation, procedure, what, cells)
}

/// Something that the files leave open, with the cells that would have to say more.
pub(crate) fn undecided(
    procedure: &'static str,
    what: &'static str,
    cells: &[(&'static str, &str)],
) -> Mark {
    mark(Verdict::Undecided, procedure, what, cells)
}

/// The records of a file.
pub(crate) enum Body {
    /// A table; `cli` when it is written as the answer of `aws iam get-credential-report`.
    Table {
        header: Vec<&'static str>,
        rows: Vec<Vec<Cell>>,
        cli: bool,
    },
    /// Elements of JSON and what stands around them.
    Json {
        before: String,
        between: &'static str,
        after: &'static str,
        elements: Vec<String>,
    },
}

/// A file before it is written.
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) format: &'static str,
    pub(crate) body: Body,
    /// Record (none: the file as a whole), whom or what it is about, and what is true of it.
    pub(crate) marks: Vec<(Option<usize>, String, Mark)>,
}

impl Sheet {
    /// A table without rows; columns are separated by commas in `header`.
    pub(crate) fn table(name: &str, format: &'static str, header: &'static str) -> Self {
        let header = header.split(',').collect();
        Self::new(
            name,
            format,
            Body::Table {
                header,
                rows: Vec::new(),
                cli: false,
            },
        )
    }

    /// A bare array.
    pub(crate) fn array(name: &str, format: &'static str) -> Self {
        Self::json(name, format, "[", ",\n", "]\n")
    }

    /// Elements with this around them.
    pub(crate) fn json(
        name: &str,
        format: &'static str,
        before: &str,
        between: &'static str,
        after: &'static str,
    ) -> Self {
        let before = before.to_owned();
        Self::new(
            name,
            format,
            Body::Json {
                before,
                between,
                after,
                elements: Vec::new(),
            },
        )
    }

    fn new(name: &str, format: &'static str, body: Body) -> Self {
        Self {
            name: name.to_owned(),
            format,
            body,
            marks: Vec::new(),
        }
    }

    /// How many records there are.
    pub(crate) fn records(&self) -> usize {
        match &self.body {
            Body::Table { rows, .. } => rows.len(),
            Body::Json { elements, .. } => elements.len(),
        }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: Vec<Cell>, subject: &str, marks: Vec<Mark>) {
        self.remember(subject, marks);
        match &mut self.body {
            Body::Table { rows, .. } => rows.push(cells),
            Body::Json { .. } => panic!("{} is no table", self.name),
        }
    }

    /// Adds a row of which only these columns are filled.
    pub(crate) fn sparse(&mut self, cells: &[(&str, Cell)], subject: &str, marks: Vec<Mark>) {
        let Body::Table { header, .. } = &self.body else {
            panic!("{} is no table", self.name)
        };
        let mut row = vec![Cell::Borrowed(""); header.len()];
        for (name, cell) in cells {
            let at = header.iter().position(|h| h == name);
            row[at.unwrap_or_else(|| panic!("no column {name}"))] = cell.clone();
        }
        self.row(row, subject, marks);
    }

    /// Adds an element.
    pub(crate) fn element(&mut self, value: &serde_json::Value, subject: &str, marks: Vec<Mark>) {
        self.remember(subject, marks);
        match &mut self.body {
            Body::Json { elements, .. } => elements.push(value.to_string()),
            Body::Table { .. } => panic!("{} is a table", self.name),
        }
    }

    fn remember(&mut self, subject: &str, marks: Vec<Mark>) {
        let at = self.records();
        for mark in marks {
            self.marks.push((Some(at), subject.to_owned(), mark));
        }
    }

    /// What is true of the file as a whole: something is not in it.
    pub(crate) fn absent(&mut self, subject: &str, mark: Mark) {
        self.marks.push((None, subject.to_owned(), mark));
    }
}

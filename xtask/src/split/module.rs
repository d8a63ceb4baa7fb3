//! A WebAssembly module in parts that can be moved: read from bytes, and written as bytes.
//!
//! It knows what a Rust program for browsers is made of. Anything else is an error, and the module is then left whole.

use anyhow::{Context, Result, bail, ensure};
use wasmparser::{
    BinaryReader, CompositeInnerType, Element, ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody,
    GlobalType, MemoryType, Operator, Parser, Payload, RefType, SubType, TableInit, TableType, TypeRef, ValType,
};

use super::code::{END, constant, unsigned};

/// A module.
#[derive(Clone, Debug, Default)]
pub(super) struct Module {
    pub(super) types: Vec<SubType>,
    /// What it takes from outside: functions alone, in the order of their indices, which come before its own.
    pub(super) imports: Vec<Import>,
    /// Its own functions.
    pub(super) functions: Vec<Function>,
    pub(super) tables: Vec<TableType>,
    pub(super) memories: Vec<MemoryType>,
    pub(super) globals: Vec<Global>,
    pub(super) exports: Vec<Export>,
    pub(super) start: Option<u32>,
    pub(super) elements: Vec<Segment<Vec<u32>>>,
    pub(super) data: Vec<Segment<Vec<u8>>>,
}

/// A thing that comes from outside.
#[derive(Clone, Debug)]
pub(super) struct Import {
    pub(super) module: String,
    pub(super) name: String,
    pub(super) what: TypeRef,
}

/// A function of the module's own.
#[derive(Clone, Debug)]
pub(super) struct Function {
    /// Which of the module's types.
    pub(super) kind: u32,
    pub(super) locals: Vec<(u32, ValType)>,
    /// Its instructions, the last `end` included.
    pub(super) code: Vec<u8>,
}

/// A global, with its first value as a constant expression.
#[derive(Clone, Debug)]
pub(super) struct Global {
    pub(super) kind: GlobalType,
    pub(super) value: Vec<u8>,
}

/// A thing that can be had from outside.
#[derive(Clone, Debug)]
pub(super) struct Export {
    pub(super) name: String,
    pub(super) kind: ExternalKind,
    pub(super) index: u32,
}

/// What goes into a table or a memory when the module starts, from an index or an address on.
#[derive(Clone, Debug)]
pub(super) struct Segment<T> {
    /// Which table or memory.
    pub(super) into: u32,
    pub(super) from: u32,
    pub(super) items: T,
}

impl Module {
    /// Reads a module.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(bytes) {
            module.take(payload?)?;
        }
        Ok(module)
    }

    fn take(&mut self, payload: Payload<'_>) -> Result<()> {
        match payload {
            Payload::TypeSection(types) => {
                for group in types {
                    self.types.extend(group?.into_types());
                }
                let are_known = |kind: &FuncType| kind.params().iter().chain(kind.results()).copied().all(is_known);
                ensure!(
                    self.types.iter().all(|kind| plain(kind).is_some_and(are_known)),
                    "a type is of an unknown kind"
                );
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let wasmparser::Import { module, name, ty } = import?;
                    ensure!(matches!(ty, TypeRef::Func(_)), "{name} is imported, and no function");
                    self.imports.push(Import { module: module.to_owned(), name: name.to_owned(), what: ty });
                }
            }
            Payload::FunctionSection(functions) => {
                for kind in functions {
                    self.functions.push(Function { kind: kind?, locals: Vec::new(), code: Vec::new() });
                }
            }
            Payload::TableSection(tables) => {
                for table in tables {
                    let table = table?;
                    let is_plain = matches!(table.init, TableInit::RefNull) && !table.ty.table64 && !table.ty.shared;
                    ensure!(is_plain && is_known(ValType::Ref(table.ty.element_type)), "a table is of an unknown kind");
                    self.tables.push(table.ty);
                }
            }
            Payload::MemorySection(memories) => {
                self.memories = memories.into_iter().collect::<Result<_, _>>()?;
                let is_plain =
                    |memory: &MemoryType| !memory.memory64 && !memory.shared && memory.page_size_log2.is_none();
                ensure!(self.memories.iter().all(is_plain), "a memory is of an unknown kind");
            }
            Payload::GlobalSection(globals) => {
                for global in globals {
                    let global = global?;
                    ensure!(is_known(global.ty.content_type) && !global.ty.shared, "a global is of an unknown kind");
                    let value = rest(global.init_expr.get_binary_reader())?;
                    self.globals.push(Global { kind: global.ty, value });
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let wasmparser::Export { name, kind, index } = export?;
                    self.exports.push(Export { name: name.to_owned(), kind, index });
                }
            }
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(elements) => {
                for element in elements {
                    self.elements.push(segment(element?)?);
                }
            }
            Payload::DataSection(data) => {
                for data in data {
                    let data = data?;
                    let wasmparser::DataKind::Active { memory_index, offset_expr } = data.kind else {
                        bail!("data are put in place by the program")
                    };
                    let from = place_of(&offset_expr)?;
                    self.data.push(Segment { into: memory_index, from, items: data.data.to_vec() });
                }
            }
            Payload::CodeSectionEntry(body) => self.take_body(&body)?,
            Payload::Version { .. }
            | Payload::CodeSectionStart { .. }
            | Payload::CustomSection(_)
            | Payload::DataCountSection { .. }
            | Payload::End(_) => {}
            other => bail!("there is a section of an unknown kind: {other:?}"),
        }
        Ok(())
    }

    /// The next body belongs to the next function that has none yet.
    fn take_body(&mut self, body: &FunctionBody<'_>) -> Result<()> {
        let next = self.functions.iter().position(|function| function.code.is_empty());
        let function = &mut self.functions[next.context("there are more bodies than functions")?];
        for locals in body.get_locals_reader()? {
            let (count, kind) = locals?;
            ensure!(is_known(kind), "a local is of an unknown kind");
            function.locals.push((count, kind));
        }
        function.code = rest(body.get_binary_reader_for_operators()?)?;
        Ok(())
    }

    /// The parameters and results of a type.
    pub(super) fn signature(&self, kind: u32) -> (&[ValType], &[ValType]) {
        let function = plain(&self.types[kind as usize]).expect("types are those of functions");
        (function.params(), function.results())
    }

    /// The type with these parameters and results; it is added if there is none.
    pub(super) fn kind_of(&mut self, parameters: &[ValType], results: &[ValType]) -> u32 {
        let known = self
            .types
            .iter()
            .position(|kind| plain(kind).is_some_and(|kind| kind.params() == parameters && kind.results() == results));
        let index = known.unwrap_or_else(|| {
            let kind = FuncType::new(parameters.iter().copied(), results.iter().copied());
            self.types.push(SubType::func(kind, false));
            self.types.len() - 1
        });
        number(index)
    }

    /// The type of a function by its index, imported or not.
    pub(super) fn kind(&self, function: u32) -> u32 {
        let function = function as usize;
        match self.imports.get(function).map(|import| import.what) {
            Some(TypeRef::Func(kind)) => kind,
            Some(_) => unreachable!("functions alone are imported"),
            None => self.functions[function - self.imports.len()].kind,
        }
    }

    /// The index of the first function of its own.
    pub(super) fn first_own(&self) -> u32 {
        number(self.imports.len())
    }

    /// The name under which something can be had from outside; it is added if there is none.
    pub(super) fn export(&mut self, kind: ExternalKind, index: u32, name: &str) -> Result<String> {
        if let Some(known) = self.exports.iter().find(|export| export.kind == kind && export.index == index) {
            return Ok(known.name.clone());
        }
        ensure!(self.exports.iter().all(|export| export.name != name), "{name} is exported already");
        self.exports.push(Export { name: name.to_owned(), kind, index });
        Ok(name.to_owned())
    }

    /// Writes the module.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut out = b"\0asm\x01\0\0\0".to_vec();
        section(&mut out, 1, &self.types, |out, kind| {
            let kind = plain(kind).expect("types are those of functions");
            out.push(0x60);
            list(out, kind.params(), |out, &value| write_value(out, value));
            list(out, kind.results(), |out, &value| write_value(out, value));
        });
        section(&mut out, 2, &self.imports, |out, import| {
            text(out, &import.module);
            text(out, &import.name);
            match import.what {
                TypeRef::Func(kind) => {
                    out.push(0);
                    unsigned(out, kind);
                }
                TypeRef::Table(table) => {
                    out.push(1);
                    write_table(out, &table);
                }
                TypeRef::Memory(memory) => {
                    out.push(2);
                    limits(out, memory.initial, memory.maximum);
                }
                TypeRef::Global(global) => {
                    out.push(3);
                    write_global(out, global);
                }
                _ => unreachable!("nothing else is imported"),
            }
        });
        section(&mut out, 3, &self.functions, |out, function| unsigned(out, function.kind));
        section(&mut out, 4, &self.tables, write_table);
        section(&mut out, 5, &self.memories, |out, memory| limits(out, memory.initial, memory.maximum));
        section(&mut out, 6, &self.globals, |out, global| {
            write_global(out, global.kind);
            out.extend(&global.value);
        });
        section(&mut out, 7, &self.exports, |out, export| {
            text(out, &export.name);
            out.push(match export.kind {
                ExternalKind::Func | ExternalKind::FuncExact => 0,
                ExternalKind::Table => 1,
                ExternalKind::Memory => 2,
                ExternalKind::Global => 3,
                ExternalKind::Tag => 4,
            });
            unsigned(out, export.index);
        });
        if let Some(start) = self.start {
            let mut body = Vec::new();
            unsigned(&mut body, start);
            out.push(8);
            bytes(&mut out, &body);
        }
        section(&mut out, 9, &self.elements, |out, segment| {
            place(out, segment.into, segment.from, 2);
            if segment.into != 0 {
                // Of functions, by index.
                out.push(0);
            }
            list(out, &segment.items, |out, &function| unsigned(out, function));
        });
        section(&mut out, 10, &self.functions, |out, function| {
            let mut body = Vec::new();
            list(&mut body, &function.locals, |out, &(count, value)| {
                unsigned(out, count);
                write_value(out, value);
            });
            body.extend(&function.code);
            bytes(out, &body);
        });
        section(&mut out, 11, &self.data, |out, segment| {
            place(out, segment.into, segment.from, 2);
            bytes(out, &segment.items);
        });
        out
    }
}

/// Whether values of this type can be written.
fn is_known(kind: ValType) -> bool {
    match kind {
        ValType::Ref(kind) => kind == RefType::FUNCREF || kind == RefType::EXTERNREF,
        _ => true,
    }
}

fn plain(kind: &SubType) -> Option<&FuncType> {
    match &kind.composite_type.inner {
        CompositeInnerType::Func(function) => Some(function),
        _ => None,
    }
}

fn segment(element: Element<'_>) -> Result<Segment<Vec<u32>>> {
    let ElementKind::Active { table_index, offset_expr } = element.kind else {
        bail!("a table is filled by the program");
    };
    let ElementItems::Functions(functions) = element.items else {
        bail!("a table is filled with expressions");
    };
    Ok(Segment {
        into: table_index.unwrap_or(0),
        from: place_of(&offset_expr)?,
        items: functions.into_iter().collect::<Result<_, _>>()?,
    })
}

fn place_of(expression: &wasmparser::ConstExpr<'_>) -> Result<u32> {
    match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Ok(value.cast_unsigned()),
        other => bail!("a place is not a constant but {other:?}"),
    }
}

fn rest(mut reader: BinaryReader<'_>) -> Result<Vec<u8>> {
    Ok(reader.read_bytes(reader.bytes_remaining())?.to_vec())
}

fn section<T>(out: &mut Vec<u8>, id: u8, items: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    if !items.is_empty() {
        let mut body = Vec::new();
        list(&mut body, items, write);
        out.push(id);
        bytes(out, &body);
    }
}

fn list<T>(out: &mut Vec<u8>, items: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    unsigned(out, number(items.len()));
    for item in items {
        write(out, item);
    }
}

fn text(out: &mut Vec<u8>, text: &str) {
    bytes(out, text.as_bytes());
}

fn bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    unsigned(out, number(bytes.len()));
    out.extend(bytes);
}

fn place(out: &mut Vec<u8>, into: u32, from: u32, explicit: u32) {
    if into == 0 {
        unsigned(out, 0);
    } else {
        unsigned(out, explicit);
        unsigned(out, into);
    }
    constant(out, from);
    out.push(END);
}

fn write_table(out: &mut Vec<u8>, table: &TableType) {
    write_value(out, ValType::Ref(table.element_type));
    limits(out, table.initial, table.maximum);
}

fn write_global(out: &mut Vec<u8>, global: GlobalType) {
    write_value(out, global.content_type);
    out.push(u8::from(global.mutable));
}

fn limits(out: &mut Vec<u8>, least: u64, most: Option<u64>) {
    let small = |limit: u64| u32::try_from(limit).expect("limits of 32 bits");
    out.push(u8::from(most.is_some()));
    unsigned(out, small(least));
    if let Some(most) = most {
        unsigned(out, small(most));
    }
}

fn write_value(out: &mut Vec<u8>, value: ValType) {
    out.push(match value {
        ValType::I32 => 0x7f,
        ValType::I64 => 0x7e,
        ValType::F32 => 0x7d,
        ValType::F64 => 0x7c,
        ValType::V128 => 0x7b,
        ValType::Ref(RefType::FUNCREF) => 0x70,
        ValType::Ref(RefType::EXTERNREF) => 0x6f,
        ValType::Ref(other) => unreachable!("there are no references to {other}"),
    });
}

/// An index of WebAssembly; a module that would need larger ones cannot be read.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index).expect("an index of 32 bits")
}

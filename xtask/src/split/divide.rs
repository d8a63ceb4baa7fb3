//! Divides a module in two: a first part, which starts alone, and the rest, which joins it when it comes.
//!
//! Both have the same memory, tables and globals, those of the first part. What stays in the first part reaches what is in the rest through
//! places of the table of functions, and the rest reaches the first part in the same way. Until the rest is there, its places hold stand-ins: functions of
//! the first part that ask for the rest and then do what was asked of them. So a program does not notice that it was divided, but for the time that
//! the rest takes to come.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail, ensure};
use wasmparser::{ExternalKind, GlobalType, Operator, RefType, TypeRef, ValType};

use super::{
    code::{
        CALL_INDIRECT, END, GET_GLOBAL, GET_LOCAL, SET_GLOBAL, SET_LOCAL, call, constant, instructions, unsigned,
        with_index,
    },
    module::{Function, Global, Import, Module, Segment, number},
};

/// Where the first part imports from what makes the rest come, and its name there. It returns when the rest is in place, and not before.
pub(super) const LOADER: (&str, &str) = ("split", "load");
/// Where the rest imports from what the first part exports.
pub(super) const FIRST: &str = "first";
/// Where the rest imports functions from that are in the table; their names are their places.
pub(super) const PLACES: &str = "places";

/// Divides a module. `later` says which of its own functions may go to the rest; not all of them do.
/// Returns the first part, the rest, and the name under which the first exports its table of functions.
pub(super) fn divide(module: &Module, later: &[bool]) -> Result<(Module, Module, String)> {
    let plan = Plan::new(module, later)?;
    let mut first = plan.first()?;
    let rest = plan.rest(&mut first)?;
    let table = first.export(ExternalKind::Table, plan.table, "")?;
    Ok((first, rest, table))
}

struct Plan<'a> {
    module: &'a Module,
    /// Which of the module's own functions go to the rest.
    later: Vec<bool>,
    /// The table of functions.
    table: u32,
    /// The place of each function in the table that can be reached from the other part, by the function's index.
    places: BTreeMap<u32, u32>,
    /// How long the table gets.
    length: u32,
}

impl<'a> Plan<'a> {
    fn new(module: &'a Module, later: &[bool]) -> Result<Self> {
        let is_functions = |kind: RefType| kind == RefType::FUNCREF;
        let tables: Vec<_> = (0..).zip(&module.tables).filter(|(_, table)| is_functions(table.element_type)).collect();
        let [(table, kind)] = tables[..] else {
            bail!("there is not one table of functions, but {}", tables.len());
        };
        ensure!(module.elements.iter().all(|segment| segment.into == table), "another table is filled");
        let mut plan = Self {
            module,
            later: later.to_vec(),
            table,
            places: BTreeMap::new(),
            length: u32::try_from(kind.initial)?,
        };
        for (place, function) in plan.elements() {
            plan.places.entry(function).or_insert(place);
        }
        plan.keep_what_must_stay()?;
        // The stand-ins of one type are one function; side by side, they compress well.
        let mut crossings: Vec<_> = plan.crossings()?.into_iter().collect();
        crossings.sort_by_key(|&function| plan.is_later(function).then(|| module.kind(function)));
        for function in crossings {
            if let std::collections::btree_map::Entry::Vacant(entry) = plan.places.entry(function) {
                entry.insert(plan.length);
                plan.length += 1;
            }
        }
        Ok(plan)
    }

    /// What is in the table from the start.
    fn elements(&self) -> impl Iterator<Item = (u32, u32)> + use<'a> {
        self.module.elements.iter().flat_map(|segment| (segment.from..).zip(segment.items.iter().copied()))
    }

    /// What is called from outside, and what does things that depend on where it is.
    fn keep_what_must_stay(&mut self) -> Result<()> {
        let exports = self.module.exports.iter().filter(|export| export.kind == ExternalKind::Func);
        for function in exports.map(|export| export.index).chain(self.module.start) {
            if let Some(own) = function.checked_sub(self.module.first_own()) {
                self.later[own as usize] = false;
            }
        }
        for function in &self.module.functions {
            for instruction in instructions(&function.code) {
                match instruction?.0 {
                    Operator::RefFunc { .. } | Operator::ReturnCall { .. } | Operator::ReturnCallIndirect { .. } => {
                        bail!("a function is referred to in an unknown way");
                    }
                    Operator::TableSet { table } | Operator::TableGrow { table } | Operator::TableFill { table }
                        if table == self.table =>
                    {
                        bail!("the program changes the table of functions");
                    }
                    Operator::TableInit { .. }
                    | Operator::ElemDrop { .. }
                    | Operator::MemoryInit { .. }
                    | Operator::DataDrop { .. } => {
                        bail!("the program puts its data in place by itself");
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn is_later(&self, function: u32) -> bool {
        function.checked_sub(self.module.first_own()).is_some_and(|own| self.later[own as usize])
    }

    fn is_imported(&self, function: u32) -> bool {
        function < self.module.first_own()
    }

    /// The functions of one part.
    fn of_part(&self, later: bool) -> impl Iterator<Item = (u32, &'a Function)> {
        (self.module.first_own()..).zip(&self.module.functions).filter(move |&(index, _)| self.is_later(index) == later)
    }

    /// The functions that are called from the other part.
    fn crossings(&self) -> Result<BTreeSet<u32>> {
        let mut crossings = BTreeSet::new();
        for later in [false, true] {
            for (_, function) in self.of_part(later) {
                for callee in callees(function)? {
                    if self.is_later(callee) != later && !self.is_imported(callee) {
                        crossings.insert(callee);
                    }
                }
            }
        }
        Ok(crossings)
    }

    fn first(&self) -> Result<Module> {
        let mut part = Module { functions: Vec::new(), elements: Vec::new(), ..self.module.clone() };
        let kind = part.kind_of(&[], &[]);
        let load = number(part.imports.len());
        part.imports.push(Import { module: LOADER.0.into(), name: LOADER.1.into(), what: TypeRef::Func(kind) });
        let goal = number(part.globals.len());
        part.globals.push(Global {
            kind: GlobalType { content_type: ValType::I32, mutable: true, shared: false },
            value: vec![0x41, 0, 0x0b],
        });
        // The indices in the new module: imports, the loader, functions that stay, ways through the table, stand-ins.
        let mut next = load + 1;
        let mut count = || (next, next += 1).0;
        let mut indices: BTreeMap<u32, u32> = (0..load).map(|import| (import, import)).collect();
        indices.extend(self.of_part(false).map(|(index, _)| (index, count())));
        let ways: BTreeMap<u32, u32> = self.kinds_of_ways()?.into_iter().map(|kind| (kind, count())).collect();
        let apart = self.places.keys().filter(|&&function| self.is_later(function));
        let kinds: BTreeSet<u32> = apart.clone().map(|&function| self.module.kind(function)).collect();
        let stand_ins: BTreeMap<u32, u32> = kinds.into_iter().map(|kind| (kind, count())).collect();
        indices.extend(apart.map(|&function| (function, stand_ins[&self.module.kind(function)])));

        for (_, function) in self.of_part(false) {
            let code = rewrite(&function.code, |operator, out| match *operator {
                Operator::Call { function_index } if self.is_later(function_index) => {
                    constant(out, self.places[&function_index]);
                    call(out, ways[&self.module.kind(function_index)]);
                    true
                }
                Operator::Call { function_index } => {
                    call(out, indices[&function_index]);
                    true
                }
                Operator::CallIndirect { type_index, table_index } if table_index == self.table => {
                    call(out, ways[&type_index]);
                    true
                }
                _ => false,
            })?;
            part.functions.push(Function { code, ..function.clone() });
        }
        for &kind in ways.keys() {
            let way = self.way(&mut part, kind, goal);
            part.functions.push(way);
        }
        part.functions.extend(stand_ins.keys().map(|&kind| self.stand_in(kind, goal, load)));
        part.exports.iter_mut().filter(|export| export.kind == ExternalKind::Func).for_each(|export| {
            export.index = indices[&export.index];
        });
        part.start = part.start.map(|start| indices[&start]);
        part.tables[self.table as usize].initial = self.length.into();
        if let Some(most) = &mut part.tables[self.table as usize].maximum {
            *most = self.length.into();
        }
        part.elements = self.fill(|function| indices.get(&function).copied());
        Ok(part)
    }

    /// The types of functions that the first part calls through the table.
    fn kinds_of_ways(&self) -> Result<BTreeSet<u32>> {
        let mut kinds = BTreeSet::new();
        for (_, function) in self.of_part(false) {
            for instruction in instructions(&function.code) {
                match instruction?.0 {
                    Operator::Call { function_index } if self.is_later(function_index) => {
                        kinds.insert(self.module.kind(function_index));
                    }
                    Operator::CallIndirect { type_index, table_index } if table_index == self.table => {
                        kinds.insert(type_index);
                    }
                    _ => {}
                }
            }
        }
        Ok(kinds)
    }

    /// A function that calls what is at a place of the table, its last parameter, and notes the place in a global.
    fn way(&self, part: &mut Module, kind: u32, goal: u32) -> Function {
        let (parameters, results) = self.module.signature(kind);
        let place = number(parameters.len());
        let all: Vec<_> = parameters.iter().copied().chain([ValType::I32]).collect();
        let own = part.kind_of(&all, results);
        let mut code = Vec::new();
        with_index(&mut code, GET_LOCAL, place);
        with_index(&mut code, SET_GLOBAL, goal);
        (0..=place).for_each(|parameter| with_index(&mut code, GET_LOCAL, parameter));
        self.call_through_table(&mut code, kind);
        Function { kind: own, locals: Vec::new(), code }
    }

    /// A function that is at all places of functions of one type that are not there yet: asks for the rest, then calls what has come to the place
    /// that it was called by.
    fn stand_in(&self, kind: u32, goal: u32, load: u32) -> Function {
        let place = number(self.module.signature(kind).0.len());
        let mut code = Vec::new();
        with_index(&mut code, GET_GLOBAL, goal);
        with_index(&mut code, SET_LOCAL, place);
        call(&mut code, load);
        (0..=place).for_each(|parameter| with_index(&mut code, GET_LOCAL, parameter));
        self.call_through_table(&mut code, kind);
        Function { kind, locals: vec![(1, ValType::I32)], code }
    }

    fn call_through_table(&self, code: &mut Vec<u8>, kind: u32) {
        with_index(code, CALL_INDIRECT, kind);
        unsigned(code, self.table);
        code.push(END);
    }

    /// What is in the table once everything is in place, as far as `index` knows it, in segments without gaps.
    fn fill(&self, index: impl Fn(u32) -> Option<u32>) -> Vec<Segment<Vec<u32>>> {
        let added = self.places.iter().map(|(&function, &place)| (place, function));
        let all: BTreeMap<u32, u32> = added.chain(self.elements()).collect();
        let mut segments: Vec<Segment<Vec<u32>>> = Vec::new();
        for (place, function) in all {
            let Some(function) = index(function) else { continue };
            match segments.last_mut() {
                Some(last) if last.from + number(last.items.len()) == place => last.items.push(function),
                _ => segments.push(Segment { into: self.table, from: place, items: vec![function] }),
            }
        }
        segments
    }

    fn rest(&self, first: &mut Module) -> Result<Module> {
        let mut part = Module { types: self.module.types.clone(), ..Module::default() };
        let import = |module: &str, name: String, what| Import { module: module.into(), name, what };
        for (index, &memory) in (0..).zip(&self.module.memories) {
            let name = first.export(ExternalKind::Memory, index, &format!("m{index}"))?;
            part.imports.push(import(FIRST, name, TypeRef::Memory(wasmparser::MemoryType { maximum: None, ..memory })));
        }
        for (index, &table) in (0..).zip(&self.module.tables) {
            let name = first.export(ExternalKind::Table, index, &format!("t{index}"))?;
            let any = wasmparser::TableType { initial: 0, maximum: None, ..table };
            part.imports.push(import(FIRST, name, TypeRef::Table(any)));
        }
        for (index, global) in (0..).zip(&self.module.globals) {
            let name = first.export(ExternalKind::Global, index, &format!("g{index}"))?;
            part.imports.push(import(FIRST, name, TypeRef::Global(global.kind)));
        }
        let mut called = BTreeSet::new();
        for (_, function) in self.of_part(true) {
            called.extend(callees(function)?.into_iter().filter(|&callee| !self.is_later(callee)));
        }
        for &function in &called {
            let what = TypeRef::Func(self.module.kind(function));
            part.imports.push(if self.is_imported(function) {
                Import { what, ..self.module.imports[function as usize].clone() }
            } else {
                import(PLACES, self.places[&function].to_string(), what)
            });
        }
        let here = called.into_iter().chain(self.of_part(true).map(|(index, _)| index));
        let indices: BTreeMap<u32, u32> = here.zip(0..).collect();
        for (_, function) in self.of_part(true) {
            let code = rewrite(&function.code, |operator, out| match operator {
                Operator::Call { function_index } => {
                    call(out, indices[function_index]);
                    true
                }
                _ => false,
            })?;
            part.functions.push(Function { code, ..function.clone() });
        }
        part.elements = self.fill(|function| indices.get(&function).copied().filter(|_| self.is_later(function)));
        Ok(part)
    }
}

fn callees(function: &Function) -> Result<BTreeSet<u32>> {
    let mut callees = BTreeSet::new();
    for instruction in instructions(&function.code) {
        if let Operator::Call { function_index } = instruction?.0 {
            callees.insert(function_index);
        }
    }
    Ok(callees)
}

/// The same instructions, but for those that `replace` writes another way; it says whether it did.
fn rewrite(code: &[u8], mut replace: impl FnMut(&Operator<'_>, &mut Vec<u8>) -> bool) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(code.len());
    for instruction in instructions(code) {
        let (operator, bytes) = instruction?;
        if !replace(&operator, &mut out) {
            out.extend(bytes);
        }
    }
    Ok(out)
}

// Added to the script of the module's first part: brings the rest.

const restAddress = import.meta.url.replace(/\.js.*$/, "_rest.wasm");
const restImports = { places: {} };
let restModule;
let restIsHere = false;

/** Fetches the rest, and puts it in its place if the program runs already. When that fails, it is fetched again once it is needed. */
export async function rest() {
    if (restIsHere) return;
    try {
        const response = await fetch(restAddress);
        if (!response.ok) return;
        restModule ??= await WebAssembly.compile(await response.arrayBuffer());
        if (wasm) restJoin();
    } catch {
        // What needs it will say so.
    }
}

/** The same, at once: the program has come to what is in the rest. */
function restNow() {
    try {
        restModule ??= new WebAssembly.Module(restBytes());
        restJoin();
    } catch (cause) {
        // web/crash.js says so.
        throw Object.assign(new Error("A part of the page could not be loaded", { cause }), { isMissing: true });
    }
}

/** A request that is waited for gives no bytes, but text, whose characters are bytes when it is declared so. */
function restBytes() {
    const request = new XMLHttpRequest();
    request.open("GET", restAddress, false);
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    if (request.status !== 200) throw new Error(`status ${request.status}`);
    return Uint8Array.from(request.response, (character) => character.charCodeAt(0) & 255);
}

function restJoin() {
    if (restIsHere) return;
    restImports.first = wasm;
    for (const { module, name } of WebAssembly.Module.imports(restModule)) {
        if (module === "places") restImports.places[name] = wasm.TABLE.get(Number(name));
    }
    new WebAssembly.Instance(restModule, restImports);
    restIsHere = true;
}

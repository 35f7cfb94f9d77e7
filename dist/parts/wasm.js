// src/wasm.ts
var WasmModule = class {
	#base64;
	#compiled;
	constructor(base64) {
		this.#base64 = base64;
	}
	instance() {
		this.#compiled ??= new WebAssembly.Module(Buffer.from(this.#base64, "base64"));
		return new WebAssembly.Instance(this.#compiled).exports;
	}
};
export { WasmModule as t };

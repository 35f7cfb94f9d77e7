/** As much of it as is needed: Node's types have none. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

/** A module of our own, made by scripts/build-wasm.ts: compiled once, when it is first asked for. */
export class WasmModule<Exports> {
  readonly #base64: string;
  #compiled: object | undefined;

  constructor(base64: string) {
    this.#base64 = base64;
  }

  /** With a memory of its own. */
  instance(): Exports {
    this.#compiled ??= new WebAssembly.Module(Buffer.from(this.#base64, "base64"));
    return new WebAssembly.Instance(this.#compiled).exports as Exports;
  }
}

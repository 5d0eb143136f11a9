// Runs MicroPython's WebAssembly build for the virtual module: a script from standard input to its end, or a shell that
// reads standard input byte by byte. Arguments: URL of the build, 'script' or 'shell', heap in bytes.
import vm from 'node:vm';

const [runtime, mode, heap] = process.argv.slice(1);
const { stdin, stdout } = process;
const exit = process.exit.bind(process);

const MAX_BLOCK = 512;
let printed = [];
function flush() {
  stdout.write(new Uint8Array(printed));
  printed = [];
}

/** An exit code as of a process that was killed: the build itself has failed. */
const BROKEN = 134;

try {
  const { loadMicroPython } = await import(runtime);
  const node = Object.getOwnPropertyNames(globalThis);
  const python = await loadMicroPython({
    heapsize: Number(heap),
    linebuffer: false,
    stdout: (bytes) => {
      printed.push(...bytes);
      if (bytes.includes(10) || printed.length >= MAX_BLOCK) {
        flush();
      }
    },
  });

  // A script can reach JavaScript by its module js: the language is left to it, and nothing of the machine.
  const language = new Set(vm.runInNewContext('Object.getOwnPropertyNames(globalThis)'));
  for (const name of ['setTimeout', 'clearTimeout', 'queueMicrotask', 'TextDecoder', 'TextEncoder', 'crypto']) {
    language.add(name);
  }
  for (const name of node) {
    if (!language.has(name)) {
      delete globalThis[name];
    }
  }

  if (mode === 'shell') {
    python.replInit();
    flush();
    for await (const bytes of stdin) {
      for (const byte of bytes) {
        if (python.replProcessChar(byte)) {
          flush();
          exit(0);
        }
      }
      flush();
    }
  } else {
    let script = '';
    stdin.setEncoding('utf8');
    for await (const text of stdin) {
      script += text;
    }
    try {
      python.runPython(script);
      flush();
    } catch (e) {
      flush();
      if (e.type !== 'SystemExit') {
        stdout.write(String(e.message));
      }
    }
  }
} catch {
  exit(BROKEN);
}

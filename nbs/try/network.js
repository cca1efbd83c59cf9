// Asks the network. Crop, normalization and resampling are inside its graph: joints go in as they are in the file.

const HERE = import.meta.url
let runtime = null       // onnxruntime-web, loaded when the first clip is chosen

// One thread: more would need headers that a plain static server does not send.
async function openRuntime() {
  const ort = await import(new URL('ort/ort.wasm.min.mjs', HERE))
  ort.env.wasm.numThreads = 1
  ort.env.wasm.wasmPaths = new URL('ort/', HERE).href
  return ort
}

export async function openNetwork(network) {
  runtime = runtime ?? await openRuntime()
  network.session = network.session ?? await runtime.InferenceSession.create(new URL(network.file, HERE).href)
}

// Bodies that are in frames `first` to `end` of (M, T, V, 3), then the others, each in the order in which they came.
function presentFirst(clip, bodies, first, end) {
  const [, T, V] = clip.shape
  const isThere = m => clip.joints.slice((m*T + first)*V*3, (m*T + end)*V*3).some(x => x !== 0)
  const there = bodies.filter(isThere)
  return [...there, ...bodies.filter(m => !there.includes(m))]
}

// Frames `first` to `end` of (M, T, V, 3) as the batch (1, 3, T, V, bodies) of the network; absent bodies are 0, and
// come last, as in nbs/862_recognizer.ipynb.
export function asBatch(clip, first, end, bodies) {
  const [M, T, V] = clip.shape, frames = end - first
  const kept = presentFirst(clip, [...Array(M).keys()], 0, T).slice(0, bodies)
  const order = presentFirst(clip, kept, first, end)
  const batch = new Float32Array(3*frames*V*bodies)
  let k = 0
  for (let c = 0; c < 3; c++)
    for (let t = first; t < end; t++)
      for (let v = 0; v < V; v++)
        for (let m = 0; m < bodies; m++)
          batch[k++] = m < order.length ? clip.joints[((order[m]*T + t)*V + v)*3 + c] : 0
  return { batch, dims: [1, 3, frames, V, bodies] }
}

// A session answers one question at a time: each waits for the one before it.
let before = Promise.resolve()

export function ask(network, clip, first, end) {
  const { batch, dims } = asBatch(clip, first, end, network.bodies)
  const now = before.then(() => network.session.run({ joints: new runtime.Tensor('float32', batch, dims) }))
  before = now.catch(() => null)
  return now
}

// Probabilities of the classes for frames `first` to `end`, or null where nobody is in them.
export async function answer(network, clip, first, end) {
  const { batch } = asBatch(clip, first, end, network.bodies)
  if (!batch.some(x => x !== 0)) return null
  return Array.from((await ask(network, clip, first, end)).probabilities.data)
}

// Reads what is dropped: .skeleton (NTU), .npy (a bare array), .json (NW-UCLA). Files come from anywhere, so everything
// that is used of them is checked, and what is wrong is told in one sentence.
import { Told } from './told.js'

const LARGEST = 200e6    // bytes

export async function readFile(file, layouts) {
  const ending = file.name.toLowerCase().split('.').at(-1)
  const read = { npy: readNpy, json: readJson, skeleton: readSkeleton }[ending]
  if (!read) throw new Told(`${file.name}: no reader for this ending; drop a .skeleton, .npy or .json file.`)
  if (file.size > LARGEST) throw new Told(`${file.name}: ${Math.round(file.size/1e6)} MB; this page reads at most 200.`)
  const found = await read(file)
  if (found.joints.some(x => !Number.isFinite(x))) {
    throw new Told(`${file.name}: holds NaN or infinite numbers; give 0 for what was not found.`)
  }
  if (!found.joints.some(x => x !== 0)) throw new Told(`${file.name}: nobody is in it.`)
  const V = found.shape[2]
  return { name: file.name, layouts: layouts.filter(l => l.joints === V).map(l => l.name), ...found }
}

// --- .npy ---------------------------------------------------------------------------------------------------------

const KINDS = { '<f4': Float32Array, '<f8': Float64Array, '<i4': Int32Array, '<i2': Int16Array }

async function readNpy(file) {
  const buffer = await file.arrayBuffer(), bytes = new Uint8Array(buffer)
  const magic = String.fromCharCode(...bytes.subarray(1, 6))
  if (bytes[0] !== 0x93 || magic !== 'NUMPY') throw new Told(`${file.name}: not a file of NumPy; save it with np.save.`)
  const header = npyHeader(buffer, file.name)
  const { Kind, shape, start } = header
  const count = shape.reduce((a, b) => a*b, 1)
  if (buffer.byteLength - start !== count*Kind.BYTES_PER_ELEMENT) {
    throw new Told(`${file.name}: ${buffer.byteLength - start} bytes of numbers where its header says ` +
      `${count*Kind.BYTES_PER_ELEMENT}; it is cut short or damaged.`)
  }
  return { joints: Float32Array.from(new Kind(buffer.slice(start))), shape: asBodies(shape, file.name) }
}

// A text like {'descr': '<f4', 'fortran_order': False, 'shape': (60, 25, 3), }
function npyHeader(buffer, name) {
  const view = new DataView(buffer), long = view.byteLength > 12 && view.getUint8(6) > 1
  if (view.byteLength < 12) throw new Told(`${name}: ${view.byteLength} bytes; it is cut short.`)
  const start = (long ? 12 : 10) + (long ? view.getUint32(8, true) : view.getUint16(8, true))
  const text = new TextDecoder().decode(new Uint8Array(buffer, 0, Math.min(start, buffer.byteLength)))
  const kind = /'descr':\s*'([^']*)'/.exec(text)?.[1], shape = /'shape':\s*\(([\d, ]*)\)/.exec(text)?.[1]
  if (!kind || shape === undefined || start > buffer.byteLength) throw new Told(`${name}: its header is damaged.`)
  if (!KINDS[kind]) throw new Told(`${name}: numbers of type ${kind}; save it as float32.`)
  if (!/'fortran_order':\s*False/.test(text)) {
    throw new Told(`${name}: is in Fortran's order; save np.ascontiguousarray of it.`)
  }
  return { Kind: KINDS[kind], shape: shape.split(',').filter(n => n.trim()).map(Number), start }
}

function asBodies(shape, name) {
  const flat = shape.length > 2 && shape.at(-1) === 2
  if (flat) throw new Told(`${name}: holds x and y; all networks here were trained with depth as well.`)
  const four = shape.length === 3 ? [1, ...shape] : shape
  if (four.length === 4 && four[3] === 3 && !four.includes(0)) return four
  const want = 'want (frames, joints, 3) or (bodies, frames, joints, 3)'
  throw new Told(`${name}: has the shape (${shape.join(', ')}); ${want}.`)
}

// --- .json --------------------------------------------------------------------------------------------------------

const FLAT = { people: 'OpenPose', data: 'Kinetics-skeleton', instance_info: 'MMPose' }

async function readJson(file) {
  let top
  try { top = JSON.parse(await file.text()) } catch {
    throw new Told(`${file.name}: not valid JSON; it may be cut short.`)
  }
  if (top?.skeletons) return fromUcla(top.skeletons, file.name)
  const program = FLAT[Object.keys(FLAT).find(key => top?.[key])]
  if (program) {
    throw new Told(`${file.name}: people of ${program} in the plane; all networks here were trained with depth.`)
  }
  throw new Told(`${file.name}: JSON of another kind; want that of NW-UCLA, {"skeletons": frames of 20 points}.`)
}

function fromUcla(frames, name) {
  const isPoint = p => Array.isArray(p) && p.length === 3 && p.every(x => typeof x === 'number')
  const isFrame = f => Array.isArray(f) && f.length === 20 && f.every(isPoint)
  if (!Array.isArray(frames) || !frames.length || !frames.every(isFrame)) {
    throw new Told(`${name}: 'skeletons' is not frames of 20 points of 3 numbers; it is damaged.`)
  }
  return { joints: Float32Array.from(frames.flat(2)), shape: [1, frames.length, 20, 3], layouts: ['ucla20'] }
}

// --- .skeleton ----------------------------------------------------------------------------------------------------

// Lines: number of frames; for each frame the number of bodies; for each body its ID, 25, and a line for each joint.
async function readSkeleton(file) {
  const lines = (await file.text()).split('\n').map(l => l.trim())
  let at = 0
  const wrong = what => new Told(`${file.name}, line ${at}: ${what}; it is cut short or damaged.`)
  const next = () => { if (at >= lines.length || !lines[at]) { at++; throw wrong('is missing') } return lines[at++] }
  const count = (what, most) => {
    const n = Number(next())
    if (!Number.isInteger(n) || n < 0 || n > most) throw wrong(`is no number of ${what}`)
    return n
  }
  const joint = () => {
    const numbers = next().split(/\s+/).map(Number)
    if (numbers.length !== 12 || !numbers.slice(0, 3).every(Number.isFinite)) throw wrong('is no joint of 12 numbers')
    return numbers.slice(0, 3)
  }
  const tracks = new Map()           // ID → [[frame, 75 numbers], …]; an ID is a text: no Number holds 2⁵⁶ + 1
  let frame = 0
  for (let k = count('frames', 1e6); k > 0; k--) {
    const bodies = count('bodies', 20)
    for (let b = 0; b < bodies; b++) {
      const [id] = next().split(/\s+/)
      if (count('joints', 100) !== 25) throw wrong('is not 25 joints')
      const pose = Array.from({ length: 25 }, joint).flat()
      if (!tracks.has(id)) tracks.set(id, [])
      tracks.get(id).push([frame, pose])
    }
    if (bodies) frame++                          // frames without anybody are left out, as the package does
  }
  if (!tracks.size) throw new Told(`${file.name}: nobody is in it.`)
  return { ...twoBodies([...tracks.values()], frame), layouts: ['ntu25'] }
}

// The main body first: who is there for half of the time, then who moves most. The package also links the pieces of a
// person whose ID changed (nbs/113_bodies.ipynb); this page takes an ID for a person.
function twoBodies(tracks, T) {
  const long = tracks.filter(t => t.length > 11)
  const ranked = (long.length ? long : tracks).map(t => ({ t, rare: 2*t.length < T, motion: motion(t) }))
  ranked.sort((a, b) => a.rare - b.rare || b.motion - a.motion)
  const kept = ranked.slice(0, 2), joints = new Float32Array(kept.length*T*75)
  kept.forEach(({ t }, m) => t.forEach(([frame, pose]) => joints.set(pose, (m*T + frame)*75)))
  return { joints, shape: [kept.length, T, 25, 3] }
}

// The sum over all coordinates of their variance in time.
function motion(track) {
  const n = track.length
  const spread = k => {
    const mean = track.reduce((sum, [, pose]) => sum + pose[k], 0)/n
    return track.reduce((sum, [, pose]) => sum + (pose[k] - mean)**2, 0)/n
  }
  return track[0][1].reduce((sum, _, k) => sum + spread(k), 0)
}

// The camera: MediaPipe finds 33 joints in each picture, a table makes those of the network of them.
//
// Loaded only when a visitor asks for it. Everything that MediaPipe loads lies beside this page, and the page's
// Content-Security-Policy lets it speak to no other address.
import { Told } from './told.js'

const HERE = import.meta.url
const MODEL = 'mediapipe/pose_landmarker.task'
const VIEW = { wide: .9, tall: 1.05 }                        // meters around the hips

// What has to be there is looked for before anybody is asked for a camera.
async function checkAll(adapter, network) {
  if (!adapter) {
    throw new Told(`No table leads from MediaPipe's joints to those of ${network.name} (${network.layout}): ` +
      'choose another network.')
  }
  if (!navigator.mediaDevices?.getUserMedia) {
    throw new Told('This browser gives no camera to this address: open the page by https or on localhost.')
  }
  for (const [file, what] of [['mediapipe/vision_bundle.mjs', 'MediaPipe'], [MODEL, 'the pose model of MediaPipe']]) {
    const response = await fetch(new URL(file, HERE), { method: 'HEAD' })
    if (!response.ok) throw new Told(`This copy of the page has no camera: ${what} is missing (try/${file}).`)
  }
}

async function openPicture(video) {
  const wanted = { video: { width: 640, height: 480 } }
  try { video.srcObject = await navigator.mediaDevices.getUserMedia(wanted) } catch (e) {
    const why = { NotAllowedError: 'it was not allowed', NotFoundError: 'there is none' }[e.name] ?? e.message
    throw new Told(`The camera cannot be used: ${why}.`)
  }
  await video.play()
}

async function openPose() {
  try {
    const { FilesetResolver, PoseLandmarker } = await import(new URL('mediapipe/vision_bundle.mjs', HERE))
    const files = await FilesetResolver.forVisionTasks(new URL('mediapipe/wasm', HERE).href)
    const baseOptions = { modelAssetPath: new URL(MODEL, HERE).href, delegate: 'CPU' }
    return await PoseLandmarker.createFromOptions(files, { baseOptions, runningMode: 'VIDEO', numPoses: 1 })
  } catch (e) {
    throw new Told(`MediaPipe does not open its pose model try/${MODEL} (${e.message}): give the page another one.`)
  }
}

// MediaPipe's x grows to the right of the picture and its y downward; here x grows to the person's right and y upward.
export function adapted(world, adapter, place) {
  const joints = new Float32Array(3*adapter.length)
  adapter.forEach((parts, v) => {
    joints.set(place, 3*v)
    for (const [source, weight] of parts) {
      const { x, y, z } = world[source]
      joints[3*v] -= weight*x
      joints[3*v + 1] -= weight*y
      joints[3*v + 2] += weight*z
    }
  })
  return joints
}

// MediaPipe's meters begin at the hips, wherever somebody stands; the picture shows where. Pixels are meters times a
// scale: that of the spread of both sets of joints. The same is done, with its reasons, in nbs/872_pose.ipynb.
export function placeOf(world, picture, width, height) {
  const pixels = picture.map(p => ({ x: p.x*width, y: p.y*height, weight: (p.visibility ?? 0)**2 + 1e-6 }))
  const scale = Math.sqrt(spread(pixels, pixels)/Math.max(spread(world, pixels), 1e-9)) || 1e-6
  const hips = key => (pixels[23][key] + pixels[24][key])/2
  return [(width/2 - hips('x'))/scale, (height/2 - hips('y'))/scale, width/scale]
}

function spread(points, weights) {
  const total = weights.reduce((sum, { weight }) => sum + weight, 0)
  return ['x', 'y'].reduce((all, key) => {
    const middle = points.reduce((sum, p, k) => sum + weights[k].weight*p[key], 0)/total
    return all + points.reduce((sum, p, k) => sum + weights[k].weight*(p[key] - middle)**2, 0)
  }, 0)
}

// The last seconds of the camera, as long as the clips of the training were. The network spaces frames by itself, so
// a camera that is slow gives fewer of them.
function makeBuffer(seconds, V, layout) {
  let kept = []                                              // [seconds, joints or zeros]
  return (time, joints) => {
    kept.push([time, joints ?? new Float32Array(3*V)])
    const full = time - kept[0][0] >= seconds/2
    kept = kept.filter(([t]) => t > time - seconds)
    const all = new Float32Array(kept.length*3*V)
    kept.forEach(([, frame], t) => all.set(frame, t*3*V))
    return { name: 'camera', joints: all, shape: [1, kept.length, V, 3], layouts: [layout], full, live: true,
      seen: joints !== undefined }
  }
}

function stopAll(video, pose) {
  for (const track of video.srcObject?.getTracks() ?? []) track.stop()
  video.srcObject = null
  video.hidden = true
  pose?.close()
}

// Calls `onFrame` with the last seconds as a clip, picture after picture, and `onFail` once if it cannot go on;
// returns a function that ends it.
export async function openCamera({ network, page, video, onFrame, onFail }) {
  const adapter = page.adapters[network.layout]
  await checkAll(adapter, network)
  await openPicture(video)
  let pose
  try { pose = await openPose() } catch (e) { stopAll(video); throw e }
  const push = makeBuffer(network.window/network.fps, network.joints, network.layout)
  const see = async () => {
    const found = pose.detectForVideo(video, performance.now())
    const [world] = found.worldLandmarks, [picture] = found.landmarks
    const place = world && placeOf(world, picture, video.videoWidth, video.videoHeight)
    const clip = push(performance.now()/1000, world && adapted(world, adapter, place))
    await onFrame({ ...clip, view: { ...VIEW, middle: place ?? [0, 0, 0] } })
  }
  video.hidden = false
  video.srcObject.getTracks()[0].onended = () => onFail(new Told('The camera is gone: was it unplugged?'))
  const stop = eachPicture(video, see, onFail)
  return () => { stop(); stopAll(video, pose) }
}

function eachPicture(video, see, onFail) {
  let running = true, seen = -1
  const look = async () => {
    if (!running) return
    const now = video.currentTime
    try { if (now !== seen) await see() } catch (e) { return running && onFail(e) }
    seen = now
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
  return () => { running = false }
}

/**
 * QT at a rate of 60/min by Bazett's square root (Bazett HC, Heart 1920;7:353–370). Too long at fast, too short at slow rates.
 *
 * @example
 * qtcBazettMs(400, 640) // => 500
 */
export function qtcBazettMs(qtMs: number, rrMs: number): number {
  return qtMs / Math.sqrt(rrMs / 1000);
}

/**
 * QT at a rate of 60/min by Fridericia's cube root (Fridericia LS, Acta Med Scand 1920;53:469–486).
 *
 * @example
 * qtcFridericiaMs(400, 512) // => 500
 */
export function qtcFridericiaMs(qtMs: number, rrMs: number): number {
  return qtMs / Math.cbrt(rrMs / 1000);
}

/**
 * QT at a rate of 60/min by the line of the Framingham study (Sagie A et al., Am J Cardiol 1992;70:797–801).
 *
 * @example
 * qtcFraminghamMs(400, 500) // => 477
 */
export function qtcFraminghamMs(qtMs: number, rrMs: number): number {
  return qtMs + 154 * (1 - rrMs / 1000);
}

/**
 * QT at a rate of 60/min by Hodges' line over the rate (Hodges M et al., J Am Coll Cardiol 1983;1:694).
 *
 * @example
 * qtcHodgesMs(400, 750) // => 435
 */
export function qtcHodgesMs(qtMs: number, rrMs: number): number {
  return qtMs + 1.75 * (60_000 / rrMs - 60);
}

/**
 * QT at a rate of 60/min by Rautaharju's factor (120 + rate) / 180 (Rautaharju PM, Mason JW, Akiyama T, Int J Cardiol 2014;174:535–540).
 * For narrow QRS.
 *
 * @example
 * qtcRautaharjuMs(360, 500) // => 480
 */
export function qtcRautaharjuMs(qtMs: number, rrMs: number): number {
  return (qtMs * (120 + 60_000 / rrMs)) / 180;
}

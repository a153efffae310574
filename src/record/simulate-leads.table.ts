/**
 * The heart as one dipole in the middle of the chest: millivolts in each independent lead per millivolt in Frank's X (towards the
 * left), Y (towards the feet) and Z (towards the back).
 *
 * Dower GE, Machado HB, Osborne JA. On deriving the electrocardiogram from vectorcardiographic leads. Clin Cardiol 1980;3:87–95.
 * The other four leads follow from I and II by Einthoven and Goldberger.
 */
export const dowerTable = {
  I: [0.632, -0.235, 0.059],
  II: [0.235, 1.066, -0.132],
  V1: [-0.515, 0.157, -0.917],
  V2: [0.044, 0.164, -1.387],
  V3: [0.882, 0.098, -1.277],
  V4: [1.213, 0.127, -0.601],
  V5: [1.125, 0.127, -0.086],
  V6: [0.831, 0.076, 0.23],
} as const satisfies Readonly<Record<string, readonly [number, number, number]>>;

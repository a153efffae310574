/** Said wherever a result is shown, and inside every model file. */
export const DISCLAIMER = 'For research and education. Not clinically validated.';

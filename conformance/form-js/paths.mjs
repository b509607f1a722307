// Paths as Antou writes them: `trip.days[0].place`, list positions counted from 0.

/** The notation of a path that form-js keeps as an array of names and positions. */
export function written(valuePath) {
  let path = '';
  for (const step of valuePath) {
    if (typeof step === 'number') {
      path += `[${step}]`;
    } else {
      path += path === '' ? step : `.${step}`;
    }
  }
  return path;
}

/** What stands in nested objects under an array of names and positions. */
export function under(value, steps) {
  for (const step of steps) {
    value = value?.[step];
  }
  return value;
}

// The page in which form-js lives: a document without a window on a screen, a clock that stands
// still, and rendering that goes on only when it is told to.

import { createRequire } from 'node:module';

// `require` and not `import`: it finds the packages through NODE_PATH, outside of the tree.
const require = createRequire(import.meta.url);

/** Rounds of rendering after which a form is said never to come to rest. */
const MOST_ROUNDS = 1000;

/** What form-js and flatpickr look for in the global scope. */
const GLOBALS = [
  'window',
  'document',
  'navigator',
  'Event',
  'KeyboardEvent',
  'DOMParser',
  'Node',
  'NodeFilter',
  'NodeList',
  'Element',
  'HTMLElement',
  'HTMLCollection',
  'DocumentFragment',
];

const renders = [];
const effects = [];
/** The two functions of preact that do the work: one renders, one runs effects. */
const known = new Set();

/** The viewer and its preact, loaded into a page that is made for them once. */
export function openPage({ whole = false } = {}) {
  const { JSDOM } = require('jsdom');
  const { window } = new JSDOM('<!doctype html><body></body>');
  for (const name of GLOBALS) {
    const value = name === 'window' ? window : window[name];
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  lackOf(window);
  tameChance();
  const preact = require('preact');
  const { options } = preact;
  options.debounceRendering = (render) => renders.push(render) && known.add(render);
  options.requestAnimationFrame = (effect) => effects.push(effect) && known.add(effect);
  if (!whole) {
    undrawCalendar();
    rememberFormats();
  }
  return { preact, viewer: require('@bpmn-io/form-js-viewer'), whole };
}

/** flatpickr judges dates as ever, and draws no calendar. */
function undrawCalendar() {
  const path = require.resolve('flatpickr');
  const flatpickr = require(path);
  const { exports } = require.cache[path];
  require.cache[path].exports = Object.assign((node, config) => {
    return flatpickr(node, { ...config, noCalendar: true, monthSelectorType: 'static' });
  }, exports);
}

/** What jsdom has not, or has slowly, and of which no answer depends. */
function lackOf(window) {
  const style = { getPropertyValue: () => '' };
  window.getComputedStyle = () => style;
  globalThis.DataTransfer = class {
    items = { add() {} };
    files = window.document.createElement('input').files;
  };
}

/**
 * Renders, and runs effects, until nothing is left to do.
 *
 * Renderings come first, since a browser does them before the next frame and effects after it.
 */
export function settle() {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = renders.shift() ?? effects.shift();
    if (next === undefined) {
      return;
    }
    next();
  }
  throw new Error('the form never comes to rest');
}

/**
 * Empties what a form that failed has left: preact keeps one list for all forms, and wakes nobody
 * for a list that was not empty before.
 */
export function drain() {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    try {
      settle();
      for (const work of known) {
        work();
      }
      return;
    } catch {
      // Its failure was told when it happened.
    }
  }
}

/** A date picker asks for the locale's format each time that it is rendered; it is always one. */
function rememberFormats() {
  const { DateTimeFormat } = Intl;
  const known = new Map();
  Intl.DateTimeFormat = new Proxy(DateTimeFormat, {
    construct(target, given) {
      if (given.length !== 1 || typeof given[0] !== 'string') {
        return new target(...given);
      }
      const [locale] = given;
      if (!known.has(locale)) {
        known.set(locale, new target(locale));
      }
      return known.get(locale);
    },
  });
}

/** Ids and names that form-js makes up are the same in every run. */
function tameChance() {
  let state = 1;
  Math.random = () => {
    state = Math.imul(state, 1664525) + 1013904223;
    return (state >>> 0) / 2 ** 32;
  };
}

const TrueDate = globalThis.Date;

/** Stops the clock at a moment. */
export function stopClock(moment) {
  const stopped = new TrueDate(moment).getTime();
  globalThis.Date = class Date extends TrueDate {
    constructor(...parts) {
      super(...(parts.length === 0 ? [stopped] : parts));
    }

    static now() {
      return stopped;
    }
  };
}

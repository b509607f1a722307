// The components of form-js as the run draws them: whole, or only as far as answers depend on it.

/** They show something and keep no state: what a person types goes straight to `onChange`. */
const STILL = new Set([
  'button',
  'checkbox',
  'documentPreview',
  'html',
  'iframe',
  'image',
  'separator',
  'spacer',
  'table',
  'text',
  'textarea',
  'textfield',
]);

/** What they do to the answers, they do in hooks of their own; what they draw is left away. */
const HOOKS = new Set(['checklist', 'expression', 'number', 'radio', 'taglist']);

/**
 * Puts a listener before every component of a form: it hears the properties with which the
 * component is rendered, and what the component then wants to draw.
 *
 * `page` is the viewer and preact, `whole` whether all of it is drawn.
 */
export function listen(kinds, page, whole, hear) {
  for (const [type, component] of Object.entries(kinds._formFields)) {
    const draw = whole ? component : sparing(type, component, page);
    function Listening(props) {
      const drawn = draw.call(this, props);
      hear(props, drawn);
      return whole || !HOOKS.has(type) ? drawn : null;
    }
    Listening.config = component.config;
    kinds.register(type, Listening);
  }
}

function sparing(type, component, { preact, viewer }) {
  if (STILL.has(type)) {
    return () => null;
  }
  switch (type) {
    case 'select':
      return function (props) {
        const list = within(component.call(this, props), ({ type, props }) => {
          return typeof type === 'function' && props.field;
        });
        return preact.createElement(silent(list.type), list.props);
      };
    case 'default': {
      const { Provider } = viewer.FormRenderContext;
      const value = frames(preact);
      return function (props) {
        return preact.createElement(Provider, { value }, component.call(this, props));
      };
    }
    default:
      return component;
  }
}

/** The same component with its hooks and without what it draws; one for each. */
function silent(component) {
  if (!SILENT.has(component)) {
    SILENT.set(component, function (props) {
      component.call(this, props);
      return null;
    });
  }
  return SILENT.get(component);
}

const SILENT = new Map();

/** What stands around components: nothing but the rows of a list, which have buttons. */
function frames({ createElement }) {
  const bare = ({ children }) => children;
  return {
    Empty: () => null,
    Hidden: () => null,
    Children: (props) => createElement('div', { class: props.class }, props.children),
    Element: bare,
    Row: bare,
    Column: bare,
    hoverInfo: { cleanup() {} },
    applyVisibilityConditions: true,
  };
}

/** The first of a drawing for which something is so. */
export function within(drawn, isSo) {
  if (Array.isArray(drawn)) {
    for (const one of drawn) {
      const found = within(one, isSo);
      if (found) {
        return found;
      }
    }
    return undefined;
  }
  if (typeof drawn !== 'object' || drawn === null) {
    return undefined;
  }
  return isSo(drawn) ? drawn : within(drawn.props?.children, isSo);
}

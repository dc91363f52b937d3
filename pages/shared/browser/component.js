// The life of a component: Streamlit calls its module at every change of its data, always with the same node.

/**
 * The default export of a component's module. `start(call)` builds a view at the first call for a node, and
 * `view.update(call)` follows at every call, the first one included; `call` is what Streamlit hands over: `data`,
 * `parentElement`, `setStateValue` and `setTriggerValue`. `stop(view)` ends what still runs when the node is removed.
 */
export function component(start, stop = () => {}) {
  const views = new WeakMap();
  return (call) => {
    if (!views.has(call.parentElement)) views.set(call.parentElement, start(call));
    const view = views.get(call.parentElement);
    view.update(call);
    return () => stop(view);
  };
}

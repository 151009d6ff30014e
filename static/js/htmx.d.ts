/** What scripts use of htmx 4.0.1 (static/vendor/), written by hand from its source; htmx publishes no types. */

/** One request, from its trigger to the swap of the response. */
interface HtmxContext {
  readonly sourceElement: HTMLElement;
  readonly request?: { readonly method: string };
  readonly response?: { readonly status: number; readonly headers: Headers };
  /** The body of the response. */
  readonly text?: string;
}

/** A target, a style such as `outerHTML`, and its modifiers. */
interface HtmxSwapSpec {
  readonly style: string;
  readonly [modifier: string]: string;
}

interface HtmxApi {
  /** Changes an element, or with `isInner` only its children, into the content of a fragment; equal nodes stay. */
  morph(target: Element, fragment: DocumentFragment, isInner: boolean): void;
}

interface HtmxExtension {
  init?(api: HtmxApi): void;
  /** Handles a swap style of the extension's own; true, or the new nodes, if it did. */
  handle_swap?(
    style: string,
    target: HTMLElement,
    fragment: DocumentFragment,
    swapSpec: HtmxSwapSpec,
  ): boolean | Element[];
  htmx_after_swap?(source: Element, detail: { ctx: HtmxContext }): void;
}

interface HtmxRequestEvent extends CustomEvent {
  readonly detail: { readonly ctx: HtmxContext };
}

/** An event after the response has arrived. */
interface HtmxResponseEvent extends CustomEvent {
  readonly detail: { readonly ctx: HtmxContext & Required<Pick<HtmxContext, "request" | "response">> };
}

/** An event before the parts of a response are swapped in. */
interface HtmxSwapEvent extends HtmxResponseEvent {
  readonly detail: HtmxResponseEvent["detail"] & { readonly tasks: readonly { readonly target: Element | string }[] };
}

interface GlobalEventHandlersEventMap {
  "htmx:before:request": HtmxRequestEvent;
  "htmx:before:response": HtmxResponseEvent;
  "htmx:after:request": HtmxResponseEvent;
  "htmx:response:error": HtmxResponseEvent;
  "htmx:error": HtmxRequestEvent;
  "htmx:before:swap": HtmxSwapEvent;
  "htmx:after:swap": HtmxRequestEvent;
  "htmx:finally:request": HtmxRequestEvent;
  "htmx:sse:before:connection": CustomEvent<{ connection: { cancelled: boolean } }>;
  "htmx:sse:after:connection": CustomEvent<{ connection: { status: number } }>;
  "htmx:sse:error": CustomEvent<{ status?: number }>;
  "htmx:sse:close": CustomEvent;
}

declare const htmx: {
  registerExtension(name: string, extension: HtmxExtension): void;
  process(element: Element): void;
};

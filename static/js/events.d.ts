/** Events of our own. */
interface GlobalEventHandlersEventMap {
  /** On the document: the card of the claim in focus, or null if there is none any more. */
  "claim-focus": CustomEvent<HTMLElement | null>;
  /** On a form: it couldn't be sent and waits in the offline queue. */
  "queued-offline": CustomEvent;
  /** From a captured text: words that were selected in it to be quoted. */
  "quote-picked": CustomEvent;
  /** From the server's event stream: something happened to this article. */
  "live-change": CustomEvent;
  /** On the document: changes of others were applied to the page. */
  "live-applied": CustomEvent;
}

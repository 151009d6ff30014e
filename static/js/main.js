/* Every behaviour of the pages, imported once. An element registers itself under the tag its file is named after. */
import "./notice.js";
import "./shortcuts.js";
import "./char-count.js";
import "./claim-highlighter.js";
import "./margin-cards.js";
import "./claim-focus.js";
import "./passage-finder.js";
import "./text-caret.js";
import "./claim-chooser.js";
import "./mark-ends.js";
import "./card-filter.js";
import "./carried-marks.js";
import "./row-chooser.js";
import "./kept-draft.js";
import "./out-box.js";
import "./live-changes.js";
import "./live-presence.js";

// One import a behaviour. Every page works without this file; it makes pages quicker, live and kinder to the keyboard.
import "htmx.org";
import "./morph";
import "./theme";
import "./scan";
import "./keys";
import "./combobox";
import "./forms";
import "./summary";
import "./guard";
import "./draft";
import "./photos";
import "./sign";
import "./reveal";
import "./live";
import "./toasts";
import "./copy";
import "./print";

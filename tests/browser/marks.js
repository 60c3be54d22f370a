// Tells a page apart into marks: one for each kind of element, with what axe-core judges it by.
() => {
  const KEPT = new Set(["role", "type", "lang", "scope", "tabindex", "hidden", "inert",
    "disabled", "readonly", "required", "checked", "selected", "multiple", "open", "colspan",
    "rowspan", "autocomplete", "contenteditable", "dir"]);
  const REFERRING = new Set(["for", "list", "headers", "aria-labelledby", "aria-describedby",
    "aria-controls", "aria-owns", "aria-details", "aria-errormessage", "aria-activedescendant"]);
  const NAMING = new Set(["aria-label", "aria-description", "aria-roledescription",
    "aria-placeholder", "aria-valuetext"]);
  const LANDMARKS = "main, header, footer, nav, aside, section, form, [role]";
  const GROUPS = "ul, ol, dl, table, thead, tbody, tfoot, tr, fieldset, details, figure, [role]";
  const SPOKEN = "a, button, summary, label, legend, caption, th, option, title, svg, "
    + "h1, h2, h3, h4, h5, h6, [role]";
  const NAMED = "[aria-label], [aria-labelledby]";
  const ids = new Map();
  for (const each of document.querySelectorAll("[id]")) {
    ids.set(each.id, (ids.get(each.id) || 0) + 1);
  }
  const says = each => each.textContent.trim() !== "";
  const target = id => {
    const found = document.getElementById(id);
    return found ? `${found.tagName}${says(found)}${ids.get(id)}` : "nowhere";
  };
  const repeated = list => list.filter((each, at) => each !== list[at - 1]).join(" ");

  const attribute = (each, {name, value}) => {
    if (REFERRING.has(name)) return `${name}=${value.trim().split(/\s+/).map(target).join(" ")}`;
    if (name === "class" || name === "style") return "";  // what they do is in the look
    if (name === "id") return `id${ids.get(value)}`;
    if (name === "href" && value.startsWith("#")) return `href=${target(value.slice(1))}`;
    if (name === "content" && each.name === "viewport") return value;
    if (NAMING.has(name) || !(KEPT.has(name) || name.startsWith("aria-"))) {
      return `${name}=${value.trim() !== ""}`;
    }
    return `${name}=${value.replace(/\d+/g, "0")}`;
  };
  const look = each => {
    const style = getComputedStyle(each);
    const scrolls = ["auto", "scroll"].some(one => [style.overflowX, style.overflowY].includes(one))
      && (each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
    return [each.checkVisibility({visibilityProperty: true, opacityProperty: true}), style.color,
      style.backgroundColor, style.backgroundImage.replace(/\(.*/s, ""), large, style.opacity,
      ["absolute", "fixed", "sticky"].includes(style.position), style.display === "inline",
      style.textDecorationLine, style.textShadow, scrolls].join();
  };
  const transparent = style => style.backgroundImage === "none" && style.opacity === "1"
    && style.backgroundColor === "rgba(0, 0, 0, 0)";
  const neutral = each => ["DIV", "SPAN"].includes(each.tagName) && !each.hasAttribute("role")
    && !each.hasAttribute("aria-hidden") && transparent(getComputedStyle(each));
  const place = each => [each.tagName, each.getAttribute("role"), each.getAttribute("aria-hidden"),
    each.tabIndex >= 0, look(each)].join("|");
  const described = each => {
    const own = [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const labels = each.labels ? [...each.labels].map(says).join() : "";
    const within = each.parentElement?.matches(GROUPS) && each.tagName === "DIV";
    const parts = each.matches(GROUPS) || within
      ? repeated([...each.children].map(child => child.tagName)) : "";
    return [each.tagName, [...each.attributes].map(one => attribute(each, one)).sort().join(),
      own, each.matches(SPOKEN) && says(each), labels, parts, look(each)].join("|");
  };

  const marks = new Set();
  const digest = text => {  // 64 bits: texts that differ do not meet in them by chance
    let one = 0xdeadbeef, two = 0x41c6ce57;
    for (let at = 0; at < text.length; at++) {
      one = Math.imul(one ^ text.charCodeAt(at), 2654435761);
      two = Math.imul(two ^ text.charCodeAt(at), 1597334677);
    }
    return (one >>> 0).toString(36) + (two >>> 0).toString(36);
  };
  const mark = text => marks.add(digest(text));
  const walk = (each, above) => {
    // What is marked is an element in its place: the same within something else is another.
    const parent = each.parentElement;
    mark(`${above} ${parent?.tagName} ${parent?.getAttribute("role")} ${described(each)}`);
    const below = neutral(each) ? above : digest(`${above} ${place(each)}`);
    for (const child of each.children) walk(child, below);
  };
  walk(document.documentElement, "");

  // What several elements have together: the order of headings, and landmarks told apart.
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
    .filter(each => each.checkVisibility()).map(each => each.tagName);
  levels.forEach((level, at) => mark(`${levels[at - 1]} before ${level}`));
  mark(`h1: ${levels.filter(level => level === "H1").length}`);
  const name = each => each.getAttribute("aria-label")
    || document.getElementById(each.getAttribute("aria-labelledby"))?.textContent.trim();
  const named = [...document.querySelectorAll(LANDMARKS)].filter(each => each.matches(NAMED))
    .map(each => `${each.tagName} ${each.getAttribute("role")} ${name(each)}`);
  mark(`names twice: ${named.filter((each, at) => named.indexOf(each) !== at).length}`);
  for (const landmark of ["main", "body > header", "body > footer", "nav", "aside"]) {
    const all = [...document.querySelectorAll(landmark)].filter(each => !each.matches(NAMED));
    mark(`${landmark} without a name: ${Math.min(all.length, 2)}`);
  }
  return {
    marks: [...marks],
    armed: "axe" in window,
    inner: innerWidth,
    outer: document.documentElement.scrollWidth,
  };
}

/* Puts the drawn map over map pictures. The drawing stays in the page: it is what is drawn here again,
   on paper and without this script it is the map. Nobody needs the map: lists beside it hold the same. */
"use strict";

function overTiles(figure) {
  const picture = figure.querySelector("svg");
  const { width, height } = picture.viewBox.baseVal;
  const edge = (name) => Number(picture.dataset[name]);
  const [west, east, south, north] = ["west", "east", "south", "north"].map(edge);
  const position = (x, y) => [north - (y / height) * (north - south), west + (x / width) * (east - west)];
  const rings = (drawn) =>
    drawn.split("Z").filter(Boolean).map((ring) =>
      ring.slice(1).split("L").map((point) => position(...point.split(" ").map(Number))));

  const frame = document.createElement("div");
  frame.className = "map-tiled";
  frame.setAttribute("role", "region");
  frame.setAttribute("aria-label", figure.dataset.label);
  frame.style.aspectRatio = `${width} / ${height}`;
  picture.before(frame);
  figure.classList.add("map-over-tiles");

  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(frame, {
    attributionControl: false,
    zoomControl: false,
    // The page scrolls over it: one finger and the wheel are the page's, two fingers the map's.
    dragging: !L.Browser.mobile,
    scrollWheelZoom: false,
    zoomAnimation: !still,
    fadeAnimation: !still,
    maxZoom: 18,
    zoomSnap: 0.25,
  });
  L.control.zoom({ zoomInTitle: figure.dataset.closer, zoomOutTitle: figure.dataset.farther }).addTo(map);
  // Leaflet takes HTML here; what the installation says is plain text.
  const owner = document.createElement("span");
  owner.textContent = figure.dataset.attribution;
  L.control.attribution({ prefix: false }).addAttribution(owner.innerHTML).addTo(map);
  map.fitBounds([[south, west], [north, east]], { animate: false });
  L.tileLayer(figure.dataset.tiles, { className: "map-tile" }).addTo(map);

  function leads(layer, shape) {
    const link = shape.closest("a");
    if (link) layer.on("click", () => location.assign(link.href.baseVal));
    const name = document.createElement("span");
    name.lang = "de";
    name.textContent = shape.dataset.name;
    layer.bindTooltip(name, { sticky: true });
  }

  for (const shape of picture.querySelectorAll(".map-place")) {
    leads(L.polygon(rings(shape.getAttribute("d")), { className: shape.getAttribute("class") }).addTo(map), shape);
  }
  const outline = picture.querySelector(".map-outline");
  if (outline) {
    L.polygon(rings(outline.getAttribute("d")), { className: "map-outline", fill: false, interactive: false }).addTo(map);
  }
  for (const point of picture.querySelectorAll(".map-point")) {
    const at = position(Number(point.getAttribute("cx")), Number(point.getAttribute("cy")));
    leads(L.circleMarker(at, { className: "map-point", radius: 8 }).addTo(map), point);
  }
}

for (const figure of document.querySelectorAll("[data-tiles]")) overTiles(figure);

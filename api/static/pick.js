/* Lets people show a place on the map instead of typing two numbers. The numbers stay. */
"use strict";

function pickOn(map) {
  const latitude = document.getElementById("latitude");
  const longitude = document.getElementById("longitude");
  const mark = map.querySelector(".map-picked");
  const { width, height } = map.viewBox.baseVal;
  const edge = (name) => Number(map.dataset[name]);
  const [west, east, south, north] = ["west", "east", "south", "north"].map(edge);
  const local = (number) => number.toFixed(5).replace(".", document.documentElement.lang === "de" ? "," : ".");

  function show() {
    const [y, x] = [latitude, longitude].map((field) => Number.parseFloat(field.value.replace(",", ".")));
    const inside = x >= west && x <= east && y >= south && y <= north;
    mark.setAttribute("visibility", inside ? "visible" : "hidden");
    if (!inside) return;
    mark.setAttribute("cx", ((x - west) / (east - west)) * width);
    mark.setAttribute("cy", ((north - y) / (north - south)) * height);
  }

  map.addEventListener("click", (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
    longitude.value = local(west + (point.x / width) * (east - west));
    latitude.value = local(north - (point.y / height) * (north - south));
    show();
  });
  for (const field of [latitude, longitude]) field.addEventListener("input", show);
  show();
  map.closest("[hidden]").hidden = false;
}

for (const map of document.querySelectorAll("[data-pick]")) pickOn(map);

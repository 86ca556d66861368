// The lines that a webmaster copies, made from what the form says, and the widget as it will look.

const asked = new URLSearchParams(location.search);
const form = document.getElementById("form");

const config = await (await fetch(`/api/config?swv=${encodeURIComponent(asked.get("swv") || "")}`)).json();
for (const { code, name } of config.locales) {
  const option = document.createElement("option");
  option.value = code;
  option.textContent = name;
  form.elements.lang.append(option);
}
for (const name of ["swv", "sector", "lang"]) if (asked.get(name)) form.elements[name].value = asked.get(name);

const told = ["lang", "sector", "swv"].map((name) => [name, form.elements[name].value.trim()]).filter(([, value]) => value);
const data = told.map(([name, value]) => ` data-${name}="${value}"`).join("");
const address = `${location.origin}/chat?${new URLSearchParams(told)}`;
show("script", `<script src="${location.origin}/wegwijs.js"${data} defer></` + "script>");
show("strict", `<script nonce="..." src="${location.origin}/wegwijs.js"${data} data-config="off" defer></` + "script>");
show("frame", `<iframe src="${address}" title="Wegwijs, hulp bij passend onderwijs" width="420" height="700"></iframe>`);
show("link", address);
if (asked.get("swv")) {
  document.getElementById("found").textContent = config.steunpunt
    ? `Steunpunt: ${config.steunpunt.name}, ${config.steunpunt.phone}`
    : "Van deze code is geen telefoonnummer bekend. Klopt zij? Zonder code vraagt Wegwijs de ouder zelf waar de school is.";
}

const script = document.createElement("script");
script.src = "/wegwijs.js";
for (const [name, value] of told) script.dataset[name] = value;
document.body.append(script);

/** @param {string} id @param {string} text */
function show(id, text) {
  document.getElementById(id).textContent = text;
}

// Keeps the published page for when the network is off, and tells when a newer one has come. `cargo xtask dist` says in the page
// where the service worker is; a page in development has none, so that it is always the newest.

// What is fetched for later must not delay what is needed now.
addEventListener("load", () => setTimeout(keepForLater, 1000));

async function keepForLater() {
  const address = document.querySelector('meta[name="service-worker"]')?.content;
  // Forbidden in some private windows and below plain http, where the property may be there and the call fails.
  if (!address || !navigator.serviceWorker || window.top !== window) return;
  const registration = await navigator.serviceWorker.register(address).catch(() => undefined);
  if (!registration) return;
  tellOf(registration);
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", () => tellOf(registration));
  });
}

/** The first version of all needs no word: it is the one on show. */
function tellOf(registration) {
  if (!registration.waiting || !navigator.serviceWorker.controller || document.querySelector(".update")) return;
  const notice = document.createElement("div");
  notice.className = "notice update";
  notice.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = "A newer version of this page is here. Your script stays.";
  const now = button("Use it now", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting?.postMessage("take over");
  });
  const later = button("Later", () => notice.replaceChildren());
  document.body.append(notice);
  // Said by screen readers only when it comes into a place that is there already.
  setTimeout(() => notice.append(text, now, later), 100);
}

function button(label, act) {
  const button = document.createElement("button");
  button.className = "link";
  button.textContent = label;
  button.addEventListener("click", act);
  return button;
}

/* Passkeys: asks the browser for one and puts its answer into the form that is then sent.
   A form says with data-passkey whether one is made ("create") or shown ("get"); the server's
   wishes stand in data-passkey-options, or come from data-passkey-address. Nothing is stored.
   Web Authentication Level 3, https://www.w3.org/TR/webauthn-3/ */
"use strict";
(() => {
  if (!window.PublicKeyCredential) return;

  const toBytes = (text) => {
    const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  };
  const toText = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  /* The options hold bytes as base64url; older browsers do not read them by themselves. */
  const readOptions = (options) => {
    const wishes = { ...options.publicKey, challenge: toBytes(options.publicKey.challenge) };
    if (wishes.user) wishes.user = { ...wishes.user, id: toBytes(wishes.user.id) };
    for (const list of ["allowCredentials", "excludeCredentials"]) {
      if (wishes[list]) wishes[list] = wishes[list].map((one) => ({ ...one, id: toBytes(one.id) }));
    }
    return { publicKey: wishes };
  };

  const writeCredential = (credential) => {
    const { response } = credential;
    const parts = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) parts[name] = toText(response[name]);
    }
    return {
      id: credential.id,
      rawId: toText(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment,
      response: parts,
      clientExtensionResults: credential.getClientExtensionResults(),
    };
  };

  const wishesOf = async (form) => {
    if (form.dataset.passkeyOptions) return JSON.parse(form.dataset.passkeyOptions);
    const headers = { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" };
    const answer = await fetch(form.dataset.passkeyAddress, { headers });
    if (!answer.ok) throw new Error(String(answer.status));
    return (await answer.json()).request_options;
  };

  const faultOf = (form) =>
    form.querySelector("[data-passkey-fault]") || document.querySelector("[data-passkey-fault]");

  const ask = async (form) => {
    const fault = faultOf(form);
    if (fault) fault.hidden = true;
    try {
      const options = readOptions(await wishesOf(form));
      const credential = await navigator.credentials[form.dataset.passkey](options);
      form.elements.credential.value = JSON.stringify(writeCredential(credential));
      form.submit();
    } catch {
      if (fault) fault.hidden = false;
    }
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      /* Not left to the script that keeps a form from being sent twice: asking may be repeated. */
      event.stopPropagation();
      ask(form);
    });
  }
})();

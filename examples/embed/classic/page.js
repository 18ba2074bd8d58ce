document.addEventListener("tickmark-before-export", (event) => {
  // Whoever reads keeps the file; `event.preventDefault()` would keep it from them.
  event.detail.getBlob().then((file) => console.info(event.detail.filename, file.size));
});

// Light or dark, as the Airflow page around this one is.
export function followTheme() {
  if (window.parent === window) return;
  const around = window.parent.document.documentElement;
  const follow = () => {
    const dark = around.classList.contains("dark") || around.dataset.theme === "dark";
    document.documentElement.dataset.theme = dark ? "dark" : "light";
  };
  follow();
  new MutationObserver(follow).observe(around, { attributes: true, attributeFilter: ["class", "data-theme"] });
}

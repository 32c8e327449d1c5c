// Before first paint: language, direction and theme live on <html>, or the page flashes and popovers open the wrong way.
// A file and not an inline script, so that the policy stays `script-src 'self'`.
(function () {
  var root = document.documentElement;
  var lang = location.pathname.split('/')[1] === 'en' ? 'en' : 'ar';
  root.lang = lang;
  root.dir = lang === 'ar' ? 'rtl' : 'ltr';
  var theme = localStorage.getItem('theme');
  root.dataset.theme = theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
})();

// `?embed=1`: the planner without the page around it. It runs before the page is seen, so that nothing jumps.
if (new URLSearchParams(location.search).get('embed') === '1') {
  document.documentElement.classList.add('embedded');
}

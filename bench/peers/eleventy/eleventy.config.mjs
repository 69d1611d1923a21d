// Eleventy: the lists, feeds and addresses that this project has, by the usual means.
const PAGE_SIZE = 12;

export default function (config) {
  const slugify = (value) => config.getFilter("slugify")(value);
  const news = (api) => api.getFilteredByTag("news").reverse();

  config.addCollection("latest", (api) => news(api).slice(0, 50));
  config.addCollection("lists", (api) => {
    const items = news(api);
    const lists = new Map([["/actualites/", { title: "Actualités", items }]]);
    const hold = (address, title, item) => {
      if (!lists.has(address)) lists.set(address, { title, items: [] });
      lists.get(address).items.push(item);
    };
    for (const item of items) {
      const year = String(item.date.getUTCFullYear());
      hold(`/actualites/${year}/`, year, item);
      hold(`/actualites/rubrique/${slugify(item.data.category)}/`, item.data.category, item);
      for (const keyword of item.data.keywords) {
        hold(`/actualites/mot-cle/${slugify(keyword)}/`, keyword, item);
      }
    }
    const pages = [];
    for (const [address, { title, items }] of lists) {
      const count = Math.ceil(items.length / PAGE_SIZE);
      for (let number = 1; number <= count; number++) {
        const addressOf = (other) => (other > 1 ? `${address}page/${other}/` : address);
        pages.push({
          title,
          number,
          count,
          address: addressOf(number),
          previous: number > 1 && addressOf(number - 1),
          next: number < count && addressOf(number + 1),
          items: items.slice((number - 1) * PAGE_SIZE, number * PAGE_SIZE),
        });
      }
    }
    return pages;
  });
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("belgian", (date) => date.toISOString().slice(0, 10).split("-").reverse().join("/"));
  config.addFilter("rfc822", (date) => date.toUTCString());
  config.addGlobalData("menu", [
    ["Bureaux d’accueil", "/bureaux/"],
    ["Accompagnement", "/accompagnement/"],
    ["Agenda", "/agenda/"],
    ["Positions", "/positions/"],
    ["Actualités", "/actualites/"],
    ["Équipe", "/equipe/"],
    ["Contact", "/contact/"],
    ["Recherche", "/recherche/"],
  ]);
  return { dir: { input: "src", output: "output" }, markdownTemplateEngine: false };
}

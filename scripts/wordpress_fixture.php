<?php
// Fills an empty WordPress with invented texts, and prints its export. Arguments: the folder of the site, more posts.
[$_, $site, $more] = $argv;
$_SERVER += ['HTTP_HOST' => 'ancien.example', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_METHOD' => 'GET', 'REQUEST_URI' => '/'];
define('WP_INSTALLING', true);
require "$site/wp-config.php";
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/image.php';
require_once ABSPATH . 'wp-admin/includes/export.php';
ob_start();
wp_install('Atelier des essais', 'plume', 'plume@exemple.be', true, '', 'x');
ob_end_clean();
wp_set_current_user(1);
kses_remove_filters();
switch_theme('twentytwentyone');
update_option('permalink_structure', '/%postname%/');
update_option('timezone_string', 'Europe/Brussels');
$wp_rewrite->init();
$wp_rewrite->flush_rules(false);

function picture($name, $width, $height, $alt = '', $legend = '', $gray = false) {
    $image = imagecreatetruecolor($width, $height);
    mt_srand(crc32($name));
    for ($i = 0; $i < 12; $i++) {
        $c = imagecolorallocate($image, mt_rand(60, 255), mt_rand(60, 255), mt_rand(60, 255));
        imagefilledrectangle($image, mt_rand(0, $width), mt_rand(0, $height), mt_rand(0, $width), mt_rand(0, $height), $c);
    }
    ob_start();
    str_ends_with($name, '.png') ? imagepng($image) : imagejpeg($image, null, 30);
    return medium($name, ob_get_clean(), $alt, $legend);
}

function medium($name, $data, $alt = '', $legend = '') {
    $made = wp_upload_bits($name, null, 'x', '2019/04');
    if ($made['error']) {
        [$folder, $made] = [wp_upload_dir('2019/04'), []];
        $made['file'] = $folder['path'] . "/$name";
    }
    file_put_contents($made['file'], $data);
    $type = wp_check_filetype($name)['type'] ?: 'application/octet-stream';
    $post = ['post_title' => pathinfo($name, PATHINFO_FILENAME), 'post_mime_type' => $type, 'post_status' => 'inherit',
        'post_excerpt' => $legend, 'post_date' => '2019-04-02 10:00:00'];
    $id = wp_insert_attachment($post, $made['file']);
    wp_update_attachment_metadata($id, wp_generate_attachment_metadata($id, $made['file']));
    if ($alt) {
        update_post_meta($id, '_wp_attachment_image_alt', $alt);
    }
    return $id;
}

function url($id, $size = null) {
    return $size ? wp_get_attachment_image_url($id, $size) : wp_get_attachment_url($id);
}

function text($title, $content, $more = []) {
    $terms = $more['terms'] ?? [];
    $meta = $more['meta'] ?? [];
    unset($more['terms'], $more['meta']);
    $post = $more + ['post_title' => $title, 'post_content' => $content, 'post_status' => 'publish', 'post_type' => 'post',
        'post_date' => '2019-05-06 09:30:00', 'post_author' => 1];
    $id = wp_insert_post(wp_slash($post), true);
    if (is_wp_error($id)) {
        fwrite(STDERR, $title . ': ' . $id->get_error_message() . "\n");
        exit(1);
    }
    foreach ($terms as $taxonomy => $names) {
        wp_set_object_terms($id, $names, $taxonomy);
    }
    foreach ($meta as $key => $value) {
        add_post_meta($id, $key, $value);
    }
    return $id;
}

function event($title, $start, $end, $meta = [], $more = []) {
    $meta += ['_EventStartDate' => $start, '_EventEndDate' => $end, '_EventTimezone' => 'Europe/Brussels'];
    return text($title, '<p>On vient comme on est, avec une plume ou sans.</p>', $more + ['post_type' => 'tribe_events', 'meta' => $meta]);
}

$lorem = 'Un essai commence par une erreur. On la regarde, on la note, puis on recommence. À la fin, il reste une idée.';
wp_insert_user(['user_login' => 'encrier', 'user_pass' => 'x', 'display_name' => 'Encrier', 'role' => 'author']);
$parent = wp_insert_term('Ateliers', 'category')['term_id'];
$drawing = wp_insert_term('Dessin & encre', 'category', ['parent' => $parent, 'slug' => 'dessin'])['term_id'];
$deep = wp_insert_term('Encre, plume et papier', 'category', ['parent' => $drawing, 'slug' => 'encre'])['term_id'];
$talks = wp_insert_term('Paroles', 'category')['term_id'];
$in = fn($term, ...$tags) => ['terms' => ['category' => [$term], 'post_tag' => $tags]];

$workshop = picture('Atelier-du-lundi.jpg', 1600, 1067, 'Une grande table couverte de papiers', 'La table « des essais »');
$camera = picture('IMG_20190402_101500.jpg', 900, 600);
$poster = picture('affiche-du-salon.png', 700, 990, 'L’affiche du salon', 'Dessin : Plume');
$large = picture('grande-photo.jpg', 3000, 2000);
$secret = picture('zephyr-interne.jpg', 600, 400, 'Zéphyr');
$gallery = [picture('essai-1.jpg', 640, 480, 'Le premier essai'), picture('essai-2.jpg', 640, 480), picture('essai-3.jpg', 640, 480, 'essai-3')];
$pdf = medium('guide_des_essais.pdf', "%PDF-1.4\n% un guide\n");
$sheet = medium('inscriptions.xlsx', 'PK');
$sound = medium('entretien.mp3', 'ID3');
$drawn = medium('logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');

// Blocks.
$common = text('Bloc commun', "<!-- wp:paragraph --><p>Écrire à <a href=\"mailto:plume@exemple.be\">plume@exemple.be</a>.</p><!-- /wp:paragraph -->", ['post_type' => 'wp_block']);
$hidden = text('Bloc caché', '<!-- wp:paragraph --><p>Zéphyr du bloc.</p><!-- /wp:paragraph -->', ['post_type' => 'wp_block', 'post_status' => 'draft']);
text('Tous les blocs', '<!-- wp:heading {"level":1} --><h1>Le lundi</h1><!-- /wp:heading -->
<!-- wp:paragraph --><p>Un paragraphe <strong>gras</strong>, <em>penché</em>, <s>barré</s> et <a href="https://example.org/?a=1&amp;b=(2)">un lien</a>.</p><!-- /wp:paragraph -->
<!-- wp:list {"ordered":true,"start":3} --><ol start="3"><!-- wp:list-item --><li>trois<!-- wp:list --><ul><!-- wp:list-item --><li>dedans</li><!-- /wp:list-item --></ul><!-- /wp:list --></li><!-- /wp:list-item --><!-- wp:list-item --><li>quatre</li><!-- /wp:list-item --></ol><!-- /wp:list -->
<!-- wp:image {"id":' . $workshop . ',"sizeSlug":"medium"} --><figure class="wp-block-image size-medium"><img src="' . url($workshop, 'medium') . '" alt="" class="wp-image-' . $workshop . '"/><figcaption class="wp-element-caption">La table</figcaption></figure><!-- /wp:image -->
<!-- wp:quote --><blockquote class="wp-block-quote"><!-- wp:paragraph --><p>Rater mieux.</p><!-- /wp:paragraph --><cite>Une voix</cite></blockquote><!-- /wp:quote -->
<!-- wp:table --><figure class="wp-block-table"><table><thead><tr><th>Jour</th><th>Heure | lieu</th></tr></thead><tbody><tr><td>lundi<br>mardi</td><td>9h</td></tr></tbody></table><figcaption class="wp-element-caption">Les heures</figcaption></figure><!-- /wp:table -->
<!-- wp:columns --><div class="wp-block-columns"><!-- wp:column --><div class="wp-block-column"><!-- wp:heading {"level":4} --><h4>À gauche</h4><!-- /wp:heading --></div><!-- /wp:column --><!-- wp:column --><div class="wp-block-column"><!-- wp:paragraph --><p>À droite.</p><!-- /wp:paragraph --></div><!-- /wp:column --></div><!-- /wp:columns -->
<!-- wp:details --><details class="wp-block-details"><summary>En savoir plus</summary><!-- wp:paragraph --><p>Le détail.</p><!-- /wp:paragraph --></details><!-- /wp:details -->
<!-- wp:pullquote --><figure class="wp-block-pullquote"><blockquote><p>En grand.</p><cite>Elle</cite></blockquote></figure><!-- /wp:pullquote -->
<!-- wp:preformatted --><pre class="wp-block-preformatted">ligne une
    ligne deux</pre><!-- /wp:preformatted -->
<!-- wp:spacer --><div style="height:100px" aria-hidden="true" class="wp-block-spacer"></div><!-- /wp:spacer -->
<!-- wp:block {"ref":' . $common . '} /--><!-- wp:block {"ref":' . $hidden . '} /--><!-- wp:calendar /-->', $in($deep, 'Essai', 'Encre'));
text('Une galerie de blocs', '<!-- wp:gallery --><figure class="wp-block-gallery has-nested-images">' . implode('', array_map(fn($id) => '<!-- wp:image {"id":' . $id . '} --><figure class="wp-block-image"><img src="' . url($id) . '" alt="" class="wp-image-' . $id . '"/></figure><!-- /wp:image -->', $gallery)) . '</figure><!-- /wp:gallery --><!-- wp:file --><div class="wp-block-file"><a href="' . url($pdf) . '">guide_des_essais</a><a href="' . url($pdf) . '" class="wp-block-file__button" download>Télécharger</a></div><!-- /wp:file --><!-- wp:audio --><figure class="wp-block-audio"><audio controls src="' . url($sound) . '"></audio><figcaption class="wp-element-caption">L’entretien</figcaption></figure><!-- /wp:audio -->', $in($drawing, 'Encre'));
text('Des vidéos et des cartes', '<!-- wp:embed {"url":"https://vimeo.com/76979871"} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
https://vimeo.com/76979871
</div></figure><!-- /wp:embed --><!-- wp:html --><iframe title="Le plan" src="https://www.openstreetmap.org/export/embed.html?bbox=4"></iframe><iframe src="//www.youtube.com/embed/abcdefghijk?rel=0"></iframe><script>alert(1)</script><!-- /wp:html --><!-- wp:paragraph --><p>Trois façons de regarder.</p><!-- /wp:paragraph -->', $in($parent));
text('Un média et son texte', '<!-- wp:media-text {"mediaId":' . $large . '} --><div class="wp-block-media-text"><figure class="wp-block-media-text__media"><img src="' . url($large) . '" alt="Un mur blanc"/></figure><div class="wp-block-media-text__content"><!-- wp:paragraph --><p>À côté de l’image.</p><!-- /wp:paragraph --></div></div><!-- /wp:media-text --><!-- wp:buttons --><div class="wp-block-buttons"><!-- wp:button --><div class="wp-block-button"><a class="wp-block-button__link" href="https://forms.example/r/9">S’inscrire</a></div><!-- /wp:button --></div><!-- /wp:buttons -->', $in($parent, 'Salon'));

// The classic editor, Word and page builders.
text('L’éditeur classique', "Premier paragraphe,\nsur deux lignes.\n\n<strong>Un titre qui n’en est pas</strong>\n\nVoici :\n– une chose ;\n– une autre.\n\n• un point\n• deux points\n\n1) d’abord\n\n2) ensuite", $in($parent));
text('Collé depuis Word', '<p class="MsoNormal"><span lang="FR-BE" style="font-family:Calibri"><o:p></o:p><b>Gras </b>collé<i> là</i>.</span></p><p>Un fait<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>, puis un autre<a href="#_ftn2" name="_ftnref2">[2]</a>.</p><div><hr align="left" size="1" width="33%" /><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> La première source.</p></div><div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> La <em>seconde</em>.</p></div></div>', $in($deep, 'Essai'));
text('Une légende à l’ancienne', '[caption id="attachment_' . $workshop . '" align="aligncenter" width="300"]<a href="' . url($workshop) . '"><img class="wp-image-' . $workshop . '" src="' . url($workshop, 'medium') . '" alt="" width="300" /></a> Un lundi[/caption]

' . $lorem . '

[gallery columns="2" ids="' . implode(',', $gallery) . '"]', $in($drawing));
text('Un tableau de tout', '<table border="1"><caption>L’horaire</caption><tbody><tr><td colspan="3"><strong>Première semaine</strong></td></tr><tr><td rowspan="2">Lundi</td><td>9h</td><td><ul><li>encre</li><li>papier</li></ul></td></tr><tr><td>14h</td><td><p>plume</p><p>buvard</p></td></tr></tbody></table>
<table><tr><td><img src="' . url($camera, 'thumbnail') . '" /></td><td><h3>Mise en page</h3>Un tableau qui ne range que des images.</td></tr></table>', $in($parent));
text('Page faite de rangées', '[vc_row full_width="stretch_row"][vc_column width="1/2"][vc_custom_heading text="Titre du haut"][vc_column_text]' . $lorem . '[/vc_column_text][vc_single_image image="' . $poster . '"][/vc_column][vc_column width="1/2"][vc_btn title="Écrire" link="url:%2Fcontact%2F|title:Écrire"][rev_slider alias="haut"][/vc_column][/vc_row]', $in($parent));
text('Page de modules', '[et_pb_section fb_built="1"][et_pb_row][et_pb_column type="4_4"][et_pb_text]<h5>Sauté</h5><p>' . $lorem . '</p>[/et_pb_text][et_pb_blurb title="Un encadré"]<p>Dedans.</p>[/et_pb_blurb][et_pb_image src="' . url($poster) . '" /][/et_pb_column][/et_pb_row][/et_pb_section]', $in($parent));
text('Elementor', '<div class="elementor-widget-container"><h2 class="elementor-heading-title">Une <span style="color:red">idée</span></h2></div><div class="elementor-text-editor"><p>' . $lorem . '</p></div><div class="elementor-image"><img loading="lazy" data-src="' . url($workshop) . '" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="Paresseuse"></div><form><input type="text"></form>', $in($parent));
text('Des signes qui comptent', '<p># dièse, * étoile*, _souligné_, mot_composé, [crochets](et parenthèses), C:\dossier, 3 &lt; 5 &lt;b&gt;, &amp;copy;, `accent`, 2*3*4</p><p>1. Un nombre.</p><p>+ un plus</p><p>: deux points</p><p>&gt; plus grand</p><p>***</p><p>[image.png]</p><p>a|b|c</p>', $in($talks));
text('Espaces et caractères cachés', "<p>Mot\u{200B}coupé, tiret\u{00AD}doux, espace\u{00A0}insécable\u{202F}; fin\u{FEFF}.</p><p>&nbsp;</p><p>un&nbsp;&nbsp;&nbsp;trois</p>", $in($talks));
text('Des titres en désordre', '<h3>D’abord trois</h3><p>a</p><h6>Puis six</h6><p>b</p><h2><strong>Enfin deux</strong></h2><h2></h2><p>c</p><h1>Et un</h1><p>d</p>', $in($talks));
text('Des listes mal fermées', '<ul><li>un<li>deux<ul><li>dedans</ul><li>trois</ul><ul><ul><li>orpheline</li></ul></ul><p>Fin', $in($talks));
text('Un très long paragraphe', '<p>' . str_repeat('Une phrase de plus. ', 600) . '</p>', $in($talks));
text('Titre <em>avec</em> des &lt;signes&gt; &amp; « des “guillemets” »', "<p>$lorem</p>", $in($talks, 'Un mot, deux mots'));
text('Un titre tellement long qu’il ne tient ni dans un moteur de recherche, ni dans une adresse, ni dans la tête de qui le lit', "<p>$lorem</p>", $in($talks));
text('نص بالعربية', '<p dir="rtl">هذا نص.</p>', $in($talks, 'عربي'));
text('Une fête 🎉', "<p>$lorem</p>", $in($talks) + ['post_name' => 'une-fete-🎉']);
$twin = text('Jumeaux', "<p>Le premier. $lorem</p>", $in($talks));
text('Jumeaux', "<p>Le second. $lorem</p>", $in($parent));
text('Sous tiret_bas', "<p>$lorem</p>", $in($parent) + ['post_name' => 'sous_tiret_bas']);
text('Renommé', "<p>$lorem</p>", $in($parent) + ['meta' => ['_wp_old_slug' => 'premier-nom']]);
text('Avec une image à la une', "<p>$lorem</p>", $in($parent, 'Encre') + ['meta' => ['_thumbnail_id' => $camera], 'post_excerpt' => 'Le résumé <b>écrit</b> à la main.']);
text('Des liens partout', '<p><a href="' . get_permalink($twin) . '">jumeaux</a> <a href="/?p=' . $twin . '">numéro</a> <a href="/category/ateliers/dessin/">dessin</a> <a href="/tag/encre/page/2/">encre</a> <a href="/author/plume/">plume</a> <a href="/events/">agenda</a> <a href="/brouillon-des-essais/">brouillon</a> <a href="' . url($pdf) . '">guide</a> <a href="' . url($sheet) . '">feuille</a> <a href="/wp-admin/">admin</a> <a href="mailto: plume@exemple.be ">écrire</a> <a href="javascript:void(0)">rien</a> <a href="ftp://exemple.be/x">ftp</a> <a href="">vide</a> <a href="#bas">bas</a> <a href="https://historique.ancien.example/secteur">histoire</a></p><h2 id="bas">Le bas</h2><p><a href="' . get_attachment_link($pdf) . '">fiche</a></p>', $in($parent));
text('Des images perdues', '<p>Il en reste des mots.</p><img src="' . url($drawn) . '" alt="Logo" /><img src="https://ailleurs.example/photo.jpg" alt="x" /><img src="https://ancien.example/wp-content/uploads/2011/01/perdue.jpg" alt="Perdue" /><img src="data:image/png;base64,iVBORw0KGgo=" /><img src="' . url($camera, 'medium') . '" alt="IMG_20190402_101500" />', $in($parent));
text('Rendez-vous au salon', '<p>Le salon a lieu le 12 octobre 2019 à 14h, à la halle.</p>', $in($parent, 'Salon'));
text('Sans catégorie', "<p>$lorem</p>");
text('Ancien', "<p>$lorem</p>", $in($talks) + ['post_date' => '2003-01-15 10:00:00']);

// What a person must decide, what is empty, what is not public.
text('Des liens utiles', '<p>Ajouter liens</p>', $in($talks));
text('Rien encore', '', $in($talks));
foreach (['private' => 'privé', 'trash' => 'jeté', 'draft' => '', 'pending' => '', 'future' => ''] as $status => $word) {
    $title = $word ? "Zéphyr $word" : ['draft' => 'Brouillon des essais', 'pending' => 'À relire des essais', 'future' => 'Dans le futur'][$status];
    $date = $status === 'future' ? '2031-01-01 08:00:00' : '2019-06-07 08:00:00';
    text($title, $word ? '<p>Zéphyr du texte.</p><img src="' . url($secret) . '">' : "<p>$lorem</p>", $in($talks) + ['post_status' => $status, 'post_date' => $date, 'post_date_gmt' => $date]);
}
text('Zéphyr protégé', '<p>Zéphyr du mot de passe.</p>', $in($talks) + ['post_password' => 'x']);
text('Zéphyr page', '<p>Zéphyr de la page.</p>', ['post_type' => 'page', 'post_password' => 'x']);
text('Zéphyr rendez-vous', '<p>Zéphyr de l’agenda.</p>', ['post_type' => 'tribe_events', 'post_password' => 'x', 'meta' => ['_EventStartDate' => '2019-01-01 09:00:00']]);
text('Soupe', '<p>Une recette d’une extension.</p>', ['post_type' => 'recette']);

// Pages.
$about = text('Notre atelier', "<p>$lorem</p>", ['post_type' => 'page']);
text('Le passé', "<p>$lorem</p>", ['post_type' => 'page', 'post_parent' => $about]);
text('Le passé', "<p>Autre. $lorem</p>", ['post_type' => 'page', 'post_name' => 'le-passe', 'post_parent' => text('Ailleurs', "<p>$lorem</p>", ['post_type' => 'page'])]);
foreach (['Contact', 'Équipe', 'Agenda', 'Accueil'] as $title) {
    text($title, "<p>L’ancienne page. $lorem</p>", ['post_type' => 'page']);
}

// Events.
$hall = text('La Halle', '', ['post_type' => 'tribe_venue', 'meta' => ['_VenueAddress' => 'Rue des Essais 3', '_VenueCity' => '5000 Namur', '_VenueZip' => '']]);
$online = text('En ligne', '', ['post_type' => 'tribe_venue', 'meta' => ['_VenueURL' => 'https://visio.example/essai']]);
$host = text('Atelier Plume', '', ['post_type' => 'tribe_organizer', 'meta' => ['_OrganizerEmail' => 'plume@exemple.be']]);
event('Le salon des essais', '2019-10-12 14:00:00', '2019-10-12 18:00:00', ['_EventVenueID' => $hall, '_EventOrganizerID' => $host, '_EventCost' => '12.50', '_EventCurrencySymbol' => '€', '_EventURL' => 'https://forms.example/r/1', '_thumbnail_id' => $poster], ['terms' => ['tribe_events_cat' => ['Salons']]]);
event('Toute la journée', '2019-11-02 00:00:00', '2019-11-04 23:59:59', ['_EventAllDay' => 'yes', '_EventCost' => '0']);
event('Passé minuit', '2019-11-05 21:00:00', '2019-11-06 02:00:00', ['_EventURL' => 'https://exemple.be/nuit']);
event('À l’envers', '2019-11-07 21:00:00', '2019-11-06 02:00:00');
event('Trop long', '2019-01-01 09:00:00', '2021-01-01 09:00:00');
event('Même heure', '2019-11-08 14:00:00', '2019-11-08 14:00:00', ['_EventVenueID' => $online]);
event('Chaque semaine', '2019-11-09 14:00:00', '2019-11-09 15:00:00', ['_EventRecurrence' => ['rules' => [['type' => 'Every Week']]]]);
event('ANNULÉ : la sortie', '2020-04-01 08:00:00', '2020-04-01 18:00:00');
event('Reportée', '2020-05-01 08:00:00', '2020-05-01 18:00:00', ['_tribe_events_status' => 'postponed']);
event('À venir', '2030-05-01 08:00:00', '2030-05-01 18:00:00', ['_EventCost' => 'prix libre']);
event('Sans date', '', '');
wp_insert_comment(['comment_post_ID' => $twin, 'comment_content' => 'Zéphyr du commentaire', 'comment_author' => 'Quelqu’un', 'comment_approved' => 1]);

for ($i = 1; $i <= (int) $more; $i++) {
    $shown = $i % 2 ? '<figure class="wp-block-image"><img src="' . url(picture("serie-$i.jpg", 1200, 800, "Image $i")) . '" alt=""/></figure>' : '';
    text("Texte de série $i", "<h2>Partie $i</h2><p>$lorem</p>$shown<ul><li>un</li><li>deux</li></ul>" . str_repeat("<p>$lorem</p>", 6), $in([$deep, $talks, $parent][$i % 3], "Série " . $i % 40) + ['post_date' => date('Y-m-d H:i:s', 1100000000 + $i * 190000)]);
}
fwrite(STDERR, '');
echo count(get_posts(['post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1])), " items\n";
export_wp();

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
register_types(); // again, now that addresses have words
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
        add_post_meta($id, $key, wp_slash($value));
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
$trainings = wp_insert_term('Formations', 'category')['term_id'];
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

// More of what people and programs write: the newer blocks, what is pasted, old tags, extensions.
$p = fn($html) => "<!-- wp:paragraph --><p>$html</p><!-- /wp:paragraph -->";
text('Une bannière', '<!-- wp:cover {"url":"' . url($workshop) . '"} --><div class="wp-block-cover"><span aria-hidden="true" class="wp-block-cover__background"></span><img class="wp-block-cover__image-background" alt="La table" src="' . url($workshop, 'large') . '"/><div class="wp-block-cover__inner-container">' . $p('Des mots sur l’image.') . '</div></div><!-- /wp:cover -->' . $p($lorem), $in($parent));
text('Des notes de bas de page', $p('Un fait<sup data-fn="a1-b2" class="fn"><a href="#a1-b2" id="a1-b2-link">1</a></sup>, un autre<sup data-fn="c3-d4" class="fn"><a href="#c3-d4" id="c3-d4-link">2</a></sup>.') . '<!-- wp:footnotes /-->', $in($talks) + ['meta' => ['footnotes' => json_encode([['content' => 'La source <em>première</em>.', 'id' => 'a1-b2'], ['content' => 'La source seconde.', 'id' => 'c3-d4']])]]);
text('Moitié classique, moitié blocs', "Une ligne d’avant les blocs.\n\nUne autre,\nsur deux lignes.\n\n" . $p('Puis un bloc.'), $in($parent));
text('Un poème', "<!-- wp:verse --><pre class=\"wp-block-verse\">Plume, encre,\n  et papier.</pre><!-- /wp:verse --><!-- wp:code --><pre class=\"wp-block-code\"><code>essai = 1\nessai + 1</code></pre><!-- /wp:code -->", $in($talks));
text('Une galerie d’avant', '<!-- wp:gallery --><ul class="wp-block-gallery columns-2"><li class="blocks-gallery-item"><figure><img src="' . url($gallery[0]) . '" alt="Le premier essai"/><figcaption>Premier</figcaption></figure></li><li class="blocks-gallery-item"><figure><img src="' . url($gallery[1], 'medium') . '" alt="Le deuxième essai"/></figure></li></ul><!-- /wp:gallery -->' . $p($lorem), $in($drawing));
text('Un document montré', '<!-- wp:file {"id":' . $pdf . '} --><div class="wp-block-file"><object class="wp-block-file__embed" data="' . url($pdf) . '" type="application/pdf" style="width:100%;height:600px" aria-label="Guide"></object><a id="x" href="' . url($pdf) . '">Le guide des essais</a><a href="' . url($pdf) . '" class="wp-block-file__button" download>Télécharger</a></div><!-- /wp:file -->' . $p($lorem), $in($parent));
text('Un sommaire', '<!-- wp:list --><ul><li><a href="#un">Un</a></li><li><a href="#deux">Deux</a></li></ul><!-- /wp:list --><!-- wp:heading --><h2 id="un">La première partie</h2><!-- /wp:heading -->' . $p($lorem) . '<!-- wp:heading --><h2 id="deux">La deuxième partie</h2><!-- /wp:heading -->' . $p($lorem), $in($talks));
text('Des mots mis en avant', $p('Un <mark style="background-color:yellow" class="has-inline-color">surligné</mark>, H<sub>2</sub>O, 1<sup>er</sup>, <kbd>Ctrl</kbd>, <abbr title="Centre">CE</abbr>, <small>petit</small>, <u>souligné</u> et une <img src="' . url($gallery[0], 'thumbnail') . '" alt="vignette" style="width:20px"> dans la ligne.'), $in($talks));
text('Un tableau à blocs', '<!-- wp:table --><figure class="wp-block-table is-style-stripes"><table class="has-fixed-layout"><thead><tr><th class="has-text-align-center">Quoi</th><th></th></tr></thead><tbody><tr><td>Encre</td><td><a href="https://exemple.be/encre">voir</a></td></tr><tr><td></td><td>—</td></tr></tbody><tfoot><tr><td>Total</td><td>2</td></tr></tfoot></table></figure><!-- /wp:table -->', $in($parent));
text('Groupes dans des groupes', '<!-- wp:group --><div class="wp-block-group"><!-- wp:group --><div class="wp-block-group"><!-- wp:heading {"level":3} --><h3>Dedans</h3><!-- /wp:heading -->' . $p($lorem) . '<!-- wp:separator --><hr class="wp-block-separator"/><!-- /wp:separator --></div><!-- /wp:group -->' . $p('Dehors.') . '</div><!-- /wp:group -->', $in($parent));
text('Vidéo d’un ancien bloc', '<!-- wp:core-embed/youtube {"url":"https://youtu.be/abcdefghijk"} --><figure class="wp-block-embed-youtube"><div class="wp-block-embed__wrapper">
https://youtu.be/abcdefghijk
</div><figcaption>Le film</figcaption></figure><!-- /wp:core-embed/youtube -->' . $p($lorem), $in($parent));
text('Des pages coupées', $p('Avant.') . "<!-- wp:more --><!--more--><!-- /wp:more -->" . $p('Après.') . '<!-- wp:nextpage --><!--nextpage--><!-- /wp:nextpage -->' . $p($lorem), $in($talks));
text('Des boutons et des réseaux', '<!-- wp:buttons --><div class="wp-block-buttons"><!-- wp:button --><div class="wp-block-button"><a class="wp-block-button__link" href="tel:+32 81 00 00 00">Téléphoner</a></div><!-- /wp:button --><!-- wp:button --><div class="wp-block-button"><a class="wp-block-button__link" href="' . url($pdf) . '">Lire le guide</a></div><!-- /wp:button --></div><!-- /wp:buttons --><!-- wp:social-links --><ul class="wp-block-social-links"><!-- wp:social-link {"url":"https://exemple.be","service":"chain"} /--></ul><!-- /wp:social-links -->' . $p($lorem), $in($parent));
text('Une image qui mène ailleurs', '<!-- wp:image {"linkDestination":"custom"} --><figure class="wp-block-image"><a href="https://exemple.be/expo"><img src="' . url($poster) . '" alt="L’affiche"/></a><figcaption>Par <a href="https://exemple.be/plume">Plume</a></figcaption></figure><!-- /wp:image -->' . $p($lorem), $in($drawing));
text('Des listes profondes', '<!-- wp:list --><ul><li>un<ul><li>un un<ol><li>un un un</li><li>un un deux</li></ol></li></ul></li><li><strong>deux</strong> : suite<br>sur deux lignes</li></ul><!-- /wp:list -->', $in($talks));
text('Collé depuis un document en ligne', '<b style="font-weight:normal;" id="docs-internal-guid-0a1b"><p dir="ltr" style="line-height:1.38"><span style="font-size:11pt;font-family:Arial;font-weight:400">Un texte ordinaire. </span><span style="font-weight:700">Celui-ci est gras.</span></p><br /><ul><li dir="ltr"><p dir="ltr" role="presentation"><span>un point</span></p></li></ul></b>', $in($talks));
text('Des puces de Word', '<p class="MsoListParagraphCxSpFirst" style="text-indent:-18pt"><!--[if !supportLists]--><span style="font-family:Symbol">·<span style="font:7pt Times">&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span><!--[endif]-->Une chose</p><p class="MsoListParagraphCxSpLast" style="text-indent:-18pt"><span style="font-family:Symbol">·<span>&nbsp;&nbsp;&nbsp;&nbsp; </span></span>Une autre</p><p class="MsoNormal">' . $lorem . '</p>', $in($parent));
text('Balises d’autrefois', '<CENTER><FONT COLOR="red" SIZE="4"><B>Grand titre</B></FONT></CENTER><P ALIGN=justify>Un texte<BR>sur deux lignes.<P>Un autre, <TT>fixe</TT>, <BIG>grand</BIG>.<ADDRESS>Rue des Essais 3<br>5000 Namur</ADDRESS>', $in($talks));
text('Des définitions', '<dl><dt>Encre</dt><dd>Ce qui coule.</dd><dt>Plume</dt><dd>Ce qui écrit.</dd><dd>Ce qui vole.</dd></dl>', $in($talks));
text('Un message d’un réseau', '<blockquote class="twitter-tweet"><p lang="fr">Un essai de plus. <a href="https://exemple.be/t/1">exemple.be/t/1</a></p>&mdash; Atelier (@essais) <a href="https://exemple.be/s/1">3 mai 2019</a></blockquote><script async src="https://exemple.be/widgets.js"></script>', $in($parent));
text('Un formulaire d’ailleurs', '<p>Répondez ici :</p><iframe src="https://docs.example/forms/d/e/1/viewform?embedded=true" width="640">Chargement…</iframe>', $in($parent));
text('Les codes de WordPress', "$lorem\n\n[embed]https://vimeo.com/76979871[/embed]\n\n[audio mp3=\"" . url($sound) . "\"][/audio]\n\n[video mp4=\"https://exemple.be/film.mp4\"][/video]\n\nhttps://www.youtube.com/watch?v=abcdefghijk\n\n[1] n’est pas un code.", $in($talks));
text('Les codes des extensions', "$lorem\n\n[table id=3 /]\n\n[su_box title=\"Encadré\"]Dans la boîte.[/su_box]\n\n[contact-form-7 id=\"12\" title=\"Contact\"]", $in($talks));
text('Avada', '[fusion_builder_container][fusion_builder_row][fusion_builder_column type="1_1"][fusion_title size="2"]Un titre[/fusion_title][fusion_text]<p>' . $lorem . '</p>[/fusion_text][fusion_imageframe]' . url($poster) . '[/fusion_imageframe][/fusion_builder_column][/fusion_builder_row][/fusion_builder_container]', $in($parent));
text('Des liens de toutes sortes', '<p><a href="../jumeaux/">au-dessus</a> <a href="/notre-atelier/#bas">partie</a> <a href="//exemple.be/x">sans protocole</a> <a href="https://exemple.be/?utm_source=x&amp;a=1">mesuré</a> <a href="http://ancien.example/jumeaux/?print=print">imprimé</a> <a href="https://www.ancien.example/jumeaux/">avec www</a> <a href="www.exemple.be">sans rien</a> <a href="https://exemple.be/a b">espace</a></p>', $in($parent));
text('Des paragraphes de sauts', '<p>Un.<br><br>Deux.<br />&nbsp;<br />Trois.</p><div>Quatre.</div><div>Cinq.<div>Six.</div></div>', $in($talks));
text('Des gras mal placés', '<p><strong>Un </strong>mot<strong>.</strong> <em> deux </em>trois<b><i>quatre</i></b>cinq <strong></strong><strong>&nbsp;</strong>six<strong>,</strong></p><h3><strong><em>Titre</em></strong> suite</h3><p>fin</p>', $in($talks));
text('Gras jamais fermé', '<p><b>Un texte qui commence en gras.</p><p>La suite, sans fin.</p><p>Et encore.</p>', $in($talks));
text('Un tableau pour deux colonnes', '<table><tbody><tr><td><p>' . $lorem . '</p></td><td><ul><li>à droite</li></ul></td></tr></tbody></table>', $in($parent));
text('Une légende sous un lien', '[caption id="x" align="alignleft" width="300"]<a href="' . url($pdf) . '"><img src="' . url($poster, 'medium') . '" alt="Couverture" width="300" /></a> <em>Le guide</em>, à lire[/caption] ' . $lorem, $in($drawing));
text('Des entités', '<p>L&rsquo;&eacute;t&eacute; &amp; l&#8217;hiver &hellip; 10&nbsp;&euro; &lt;3 &laquo;&nbsp;oui&nbsp;&raquo; &copy; 2019 &ndash; &amp;nbsp; fin</p>', $in($talks));
text('Un accordéon', '<!-- wp:details --><details class="wp-block-details"><summary><strong>Quand ?</strong></summary>' . $p('Le lundi.') . '<!-- wp:list --><ul><li>9h</li></ul><!-- /wp:list --></details><!-- /wp:details --><!-- wp:details --><details class="wp-block-details"><summary>Où ?</summary>' . $p('Ici.') . '</details><!-- /wp:details -->', $in($parent));
text('Le texte d’un module', '<!-- wp:html --><style>.x{color:red}</style><div class="x" onclick="x()"><h4>Encadré</h4><p>Un texte dans un encadré.</p></div><!-- /wp:html -->' . $p($lorem), $in($parent));
text('Citation et liste', '<blockquote><p>Une phrase.</p><ul><li>un</li><li>deux</li></ul><p><cite>Quelqu’une</cite></p></blockquote><p>' . $lorem . '</p>', $in($talks));
text('TOUT EN MAJUSCULES !!!', "<p>$lorem</p>", $in($talks));
text('« Entre guillemets »', "<p>« $lorem »</p>", $in($talks));
text('2019', "<p>$lorem</p>", $in($talks));
text('C’est : un titre, avec #signes', "<p>$lorem</p>", $in($talks));
text('Une seule image', '<img src="' . url($poster) . '" alt="L’affiche du salon" />', $in($drawing));
text('Un fichier joint', '<p><a href="' . url($pdf) . '"><img src="' . url($gallery[0], 'thumbnail') . '" alt="" /></a></p><p><a href="' . url($pdf) . '">guide_des_essais.pdf</a></p>', $in($drawing));
text('Vieille galerie liée', '[gallery link="file" size="medium" ids="' . $gallery[0] . ',' . $poster . ',99999"]' . "\n\n$lorem", $in($drawing));
text('Un mot doux', '<p>Merci &#x2764;&#xfe0f; à vous 👩🏽‍🎨 !</p><p>' . $lorem . '</p>', $in($talks));

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
text('Nos adresses', "<p>$lorem</p><p>Écrire : plume@exemple.be, ou voir www.exemple.be/plume.</p>", ['post_type' => 'page', 'post_parent' => $about]);
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

// Trainings and what repeats itself.
$session = fn($title, $words, $start, $end, $meta = []) => text($title, "<p>$words</p>", ['post_type' => 'tribe_events', 'meta' => ['_EventStartDate' => $start, '_EventEndDate' => $end, '_EventTimezone' => 'Europe/Brussels', '_EventVenueID' => $hall] + $meta, 'terms' => ['tribe_events_cat' => ['Formations']]]);
$session('Formation aux essais', 'Les 23, 25 et 30 septembre ainsi que 2, 13 et 14 octobre, 9h-16h.', '2025-09-23 09:00:00', '2025-10-14 16:00:00');
$session('Deux jours de plume', 'Mardi 4 et jeudi 6 novembre 2025, de 9h à 12h et de 13h à 16h30.', '2025-11-04 09:00:00', '2025-11-06 16:30:00');
$session('Trois jours de suite', 'Du 3 au 5 juin 2026.', '2026-06-03 09:00:00', '2026-06-05 16:00:00');
$session('Exposition d’encre', 'Tous les jours.', '2026-03-02 10:00:00', '2026-04-30 18:00:00');
$weekly = ['type' => 'Custom', 'end-type' => 'On', 'end' => '2025-03-31', 'end-count' => null, 'custom' => ['interval' => 1, 'type' => 'Weekly', 'same-time' => 'yes', 'week' => ['day' => ['1', '3']]]];
$session('Table de lecture', 'On lit.', '2025-03-03 18:00:00', '2025-03-03 20:00:00', ['_EventRecurrence' => ['rules' => [$weekly], 'exclusions' => [], 'description' => null]]);
$first = $session('Cercle d’essais', 'On essaie.', '2025-01-14 19:00:00', '2025-01-14 21:00:00', ['_EventRecurrence' => ['rules' => [['type' => 'Every Month', 'end-type' => 'Never']]]]);
foreach (['2025-02-11', '2025-03-11'] as $day) {
    wp_update_post(['ID' => $session('Cercle d’essais', 'On essaie.', "$day 19:00:00", "$day 21:00:00"), 'post_parent' => $first]);
}
$session('Une matinée en ligne', 'On se retrouve sur l’écran : <a href="https://visio.example/m">entrer</a>.', '2025-05-06 09:30:00', '2025-05-06 12:00:00', ['_EventCost' => '5', '_EventURL' => 'https://exemple.be/inscription']);
$session('Journée entière', 'Toute la journée, <strong>sans pause</strong>.', '2025-05-07 00:00:00', '2025-05-07 23:59:59', ['_EventAllDay' => 'yes']);
$session('Un lieu et deux organisateurs', '<ul><li>un</li><li>deux</li></ul>', '2025-05-08 14:00:00', '2025-05-08 16:00:00', ['_EventOrganizerID' => $host, '_EventShowMap' => '1', '_EventPhone' => 'x']);
$session('Complet !', 'Il n’y a plus de place, mais une liste d’attente.', '2025-05-09 14:00:00', '2025-05-09 16:00:00');
text('L’équipe d’avant', "<p>$lorem</p><!--more--><p>$lorem</p>", ['post_type' => 'page', 'menu_order' => 3]);
text('Matinées d’atelier', '<p>Les 2, 9 et 16 octobre 2025, 9h30-12h30, à la halle.</p>', ['terms' => ['category' => [$trainings]]]);

wp_insert_comment(['comment_post_ID' => $twin, 'comment_content' => 'Zéphyr du commentaire', 'comment_author' => 'Quelqu’un', 'comment_approved' => 1]);

for ($i = 1; $i <= (int) $more; $i++) {
    $shown = $i % 2 ? '<figure class="wp-block-image"><img src="' . url(picture("serie-$i.jpg", 1200, 800, "Image $i")) . '" alt=""/></figure>' : '';
    text("Texte de série $i", "<h2>Partie $i</h2><p>$lorem</p>$shown<ul><li>un</li><li>deux</li></ul>" . str_repeat("<p>$lorem</p>", 6), $in([$deep, $talks, $parent][$i % 3], "Série " . $i % 40) + ['post_date' => date('Y-m-d H:i:s', 1100000000 + $i * 190000)]);
}
fwrite(STDERR, '');
echo count(get_posts(['post_type' => 'any', 'post_status' => 'any', 'numberposts' => -1])), " items\n";
export_wp();

<?php
// The types of The Events Calendar, as far as its export goes; the plugin itself is not a package of Debian.
function register_types() {
    $shown = ['public' => true, 'can_export' => true, 'supports' => ['title', 'editor', 'excerpt', 'thumbnail', 'custom-fields']];
    register_post_type('tribe_events', $shown + ['label' => 'Événements', 'rewrite' => ['slug' => 'event'], 'has_archive' => 'events']);
    register_post_type('tribe_venue', $shown + ['label' => 'Lieux', 'rewrite' => ['slug' => 'venue']]);
    register_post_type('tribe_organizer', $shown + ['label' => 'Organisateurs', 'rewrite' => ['slug' => 'organizer']]);
    register_post_type('recette', $shown + ['label' => 'Recettes']);
    register_taxonomy('tribe_events_cat', 'tribe_events', ['public' => true, 'rewrite' => ['slug' => 'events/category']]);
}
add_action('init', 'register_types');

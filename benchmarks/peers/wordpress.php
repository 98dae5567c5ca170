<?php
// What is done in the WordPress of a bench from outside: `fill FILE ADDRESS` makes the site, `publish HEADLINE` adds
// a story. The site's folder is named in PEER_SITE. Prints for Python: seconds, stories a second, the story's path.
[, $task] = $argv;
$_SERVER += ['HTTP_HOST' => '127.0.0.1', 'REQUEST_METHOD' => 'GET', 'SERVER_PROTOCOL' => 'HTTP/1.1'];
if ($task === 'fill') define('WP_INSTALLING', true);
require getenv('PEER_SITE') . '/wp-load.php';
$task === 'fill' ? fill($argv[2], $argv[3]) : publish($argv[2]);

function fill(string $file, string $address): void {
    foreach (['upgrade', 'image', 'file', 'media'] as $part) require_once ABSPATH . "wp-admin/includes/$part.php";
    wp_install('দৈনিক নমুনা', 'editor', 'editor@example.com', true, '', 'a long word of the bench 17');
    foreach (['home' => $address, 'siteurl' => $address, 'posts_per_page' => 30, 'timezone_string' => 'Asia/Dhaka',
              'permalink_structure' => '/news/%postname%/', 'default_ping_status' => 'closed',
              'default_comment_status' => 'closed'] as $name => $value) update_option($name, $value);
    switch_theme('twentytwentythree');
    wp_delete_post(1, true);
    wp_installing(false);
    $GLOBALS['wp_rewrite']->init();
    flush_rewrite_rules();
    $stories = json_decode(file_get_contents($file), true);
    $measured = array_shift($stories);
    $began = hrtime(true);
    foreach ($stories as $n => $story) insert($story, $n + 1);
    $rate = count($stories) / max(1, hrtime(true) - $began) * 1e9;
    $id = insert($measured, 0);
    $copy = wp_tempnam('photograph.jpg');
    copy($measured['picture'], $copy);
    $picture = media_handle_sideload(['name' => 'photograph.jpg', 'tmp_name' => $copy], $id, $measured['caption'],
                                     ['post_excerpt' => $measured['caption']]);
    if (is_wp_error($picture)) exit("the photograph was refused: {$picture->get_error_message()}\n");
    set_post_thumbnail($id, $picture);
    echo json_encode(['rate' => $rate, 'story' => parse_url(get_permalink($id), PHP_URL_PATH),
                      'version' => get_bloginfo('version'), 'php' => PHP_VERSION]), "\n";
}

function insert(array $story, int $minutes_ago): int {
    $at = time() - 60 * $minutes_ago;
    $id = wp_insert_post(['post_title' => $story['headline'], 'post_name' => $story['slug'], 'post_content' => $story['html'],
                          'post_excerpt' => $story['deck'], 'post_status' => 'publish', 'post_author' => 1,
                          'post_date' => wp_date('Y-m-d H:i:s', $at), 'post_date_gmt' => gmdate('Y-m-d H:i:s', $at)], true);
    if (is_wp_error($id)) exit("a story was refused: {$id->get_error_message()}\n");
    return $id;
}

function publish(string $headline): void {
    printf("%.6f\n", hrtime(true) / 1e9);  // CLOCK_MONOTONIC, as Python's
    insert(['headline' => $headline, 'slug' => '', 'deck' => '', 'html' => '<p>মাপজোকের জন্য লেখা একটি অনুচ্ছেদ।</p>'], 0);
    echo "done\n";
}

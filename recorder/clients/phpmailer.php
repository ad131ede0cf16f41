<?php
// Sends a message with PHPMailer, which prints what was said.
require '/usr/share/php/libphp-phpmailer/autoload.php';

$mail = new PHPMailer\PHPMailer\PHPMailer();
$mail->isSMTP();
$mail->SMTPDebug = (int) (getenv('LEVEL') ?: 2);
$mail->Debugoutput = getenv('OUTPUT') ?: 'echo';
$mail->Host = '127.0.0.1';
$mail->Port = (int) getenv('PORT');
$mail->Helo = $mail->Hostname = 'client.example.org';
$mail->Timeout = 2;
$mail->XMailer = ' ';
$mail->SMTPAutoTLS = false;
if (getenv('STARTTLS')) {
    $mail->SMTPSecure = 'tls';
    $mail->SMTPOptions = ['ssl' => ['verify_peer' => false, 'verify_peer_name' => false, 'allow_self_signed' => true]];
}
if (getenv('AUTH')) {
    $mail->SMTPAuth = true;
    $mail->AuthType = explode(' ', getenv('AUTH'))[0];
    $mail->Username = getenv('USERNAME');
    $mail->Password = getenv('PASSWORD');
}
$mail->setFrom('alice@example.org', 'Alice');
foreach (explode(' ', getenv('RCPT')) as $to) $mail->addAddress($to);
$mail->Subject = 'A test';
$mail->CharSet = 'UTF-8';
$mail->Encoding = '8bit';
[, $mail->Body] = explode("\n\n", file_get_contents(explode(' ', getenv('MESSAGES'))[0]), 2) + ['', "Hello\n"];
$mail->send();

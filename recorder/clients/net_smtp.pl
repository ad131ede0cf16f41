# Sends messages with Net::SMTP, which prints what was said.
use strict;
use warnings;
use Net::SMTP;

my $smtp = Net::SMTP->new('127.0.0.1', Port => $ENV{PORT}, Hello => 'client.example.org', Debug => 1, Timeout => 2) or exit 1;
$smtp->starttls(SSL_verify_mode => 0) if $ENV{STARTTLS};
$smtp->auth($ENV{USERNAME}, $ENV{PASSWORD}) if $ENV{AUTH};
$smtp->command($_)->response for split /\n/, $ENV{ODD} // '';
for my $name (split ' ', $ENV{MESSAGES}) {
    open my $file, '<:raw', $name or die;
    local $/;
    my $message = <$file>;
    $smtp->mail('alice@example.org', $ENV{BODY} ? (Bits => 8) : ()) or next;
    $smtp->recipient((split ' ', $ENV{RCPT}), { SkipBad => 1 }) or next;
    $smtp->data($message);
}
$smtp->quit;

# The process in which Template Toolkit runs: orders in frames on standard input, answers on descriptor 3. Started by the pool,
# which speaks the same to every engine (adapters/engine/exchange.ts).
use strict;
use warnings;
no warnings 'recursion';

BEGIN {
    # Only what the system has installed, never the folder that happens to be the current one.
    @INC = grep { !ref && m{^/} } @INC;
    # Time stands still, also for what the engine writes down by itself.
    *CORE::GLOBAL::time = sub { $Schleuse::Plugin::Date::now };
    # The engine is not installed.
    eval { require Template::Context; require Template::Parser; require Template::Stash; 1 } or exit 3;
}

# Everything that may be needed later is loaded now: afterwards there are no files.
use B      ();
use Opcode ();
use POSIX  ();
use Scalar::Util qw(blessed refaddr);
use Template::Config;
use Template::Constants;
use Template::Directive;
use Template::Document;
use Template::Exception;
use Template::Filters;
use Template::Grammar;
use Template::Iterator;
use Template::Plugin;
use Template::Plugin::Filter;
use Template::Plugin::Format;
use Template::Plugin::HTML;
use Template::Plugin::Iterator;
use Template::Plugin::String;
use Template::Plugin::Table;
use Template::Plugin::Wrap;
use Template::VMethods;

BEGIN {
    my ($folder) = __FILE__ =~ m{^(.*/)}s;
    require($folder . 'values.pl');
}

# As in adapters/engine/exchange.ts and notice/template/branch.ts.
use constant OUTPUT_CHARS_MAX    => 2_000_000;
use constant STEPS_MAX           => 500_000;
use constant BRANCHES_PER_SOURCE => 10_000;

# --- what one mail costs, and which way it goes -------------------------------------------------------------------------

package Schleuse::Meter;

my ($steps, %visited, @loops, $firsts) = (0);

# Which template is rendered: for each of its sources the numbers of the first branches of its sites.
sub restart { ($firsts) = @_; $steps = 0; %visited = (); @loops = (); return }

sub visited { return [ sort { $a <=> $b } map { $_ + 0 } keys %visited ] }

sub visit { my ($source, $site, $way) = @_; $visited{ $firsts->[$source][$site] + $way } = 1; return }

sub step {
    Schleuse::Refusal::refuse('schleuse.time', '', reason => 'time') if ++$steps > main::STEPS_MAX();
    return;
}

# Called from templates as they are compiled: a way is taken; a loop begins, turns, and is left.
sub take { step(); visit(@_); return }

sub enter { push @loops, [ @_, 0 ]; return }

sub turn { step(); $loops[-1][2]++ if @loops; return }

sub leave {
    my ($source, $site) = @_;
    # Loops that an error has ended are gone with it.
    while (my $loop = pop @loops) {
        next if $loop->[0] != $source || $loop->[1] != $site;
        visit($source, $site, $loop->[2] > 2 ? 2 : $loop->[2]);
        return;
    }
    return;
}

# --- how templates become code: with marks at their branches, and without what no template may have -----------------------

package Schleuse::Directive;
our @ISA = ('Template::Directive');

# The tag that has opened what is being compiled.
our $opener;

sub mark { my ($way) = @_; return "Schleuse::Meter::take($opener->{source}, $opener->{number}, $way);\n" }

# Errors tell the line on which the expression stands, not the one on which its block ends; the variable makes Perl keep it.
sub on_line {
    my ($line, $code) = @_;
    return $line ? qq[do { my \$_tt_line;\n#line $line "schleuse:$opener->{source}"\n$code\n}] : $code;
}

sub if {
    my ($self, $expr, $block, $else) = @_;
    my @others = $else ? @$else : (undef);
    my $last   = pop @others;
    my $way    = 0;
    my $code   = 'if (' . on_line($opener->{line}, $expr) . ") {\n" . mark($way++) . "$block\n}\n";
    for my $other (@others) {
        my ($other_expr, $other_block, $line) = @$other;
        $code .= 'elsif (' . on_line($line, $other_expr) . ") {\n" . mark($way++) . "$other_block\n}\n";
    }
    $opener->{alternatives} = $way;
    return $code . "else {\n" . mark($way) . ($last // '') . "\n}\n";
}

sub switch {
    my ($self, $expr, $cases) = @_;
    my @cases   = @$cases;
    my $default = pop @cases;
    my $way     = 0;
    my @marked  = map { [ $_->[0], mark($way++) . $_->[1] ] } @cases;
    $opener->{alternatives} = $way;
    return $self->SUPER::switch(on_line($opener->{line}, $expr), [ @marked, mark($way) . ($default // '') ]);
}

sub counted {
    my ($code) = @_;
    my $site = "$opener->{source}, $opener->{number}";
    return "Schleuse::Meter::enter($site);\n$code\nSchleuse::Meter::leave($site);\n";
}

sub foreach {
    my ($self, $target, $list, $args, $block, $label) = @_;
    my $placed = on_line($opener->{line}, $list);
    return counted($self->SUPER::foreach($target, $placed, $args, "Schleuse::Meter::turn();\n$block", $label));
}

sub while {
    my ($self, $expr, $block, $label) = @_;
    my $placed = on_line($opener->{line}, $expr);
    return counted($self->SUPER::while($placed, "Schleuse::Meter::turn();\n$block", $label));
}

# What the engine writes around these calls takes lines that the template does not have.
sub use {
    my $self = shift;
    my $code = $self->SUPER::use(@_);
    $code =~ s/^\s*# USE\n//;
    return $code;
}

sub filter {
    my $self = shift;
    my $code = $self->SUPER::filter(@_);
    my $place = Schleuse::Parser::place();
    $code =~ s/(?=my \$_tt_filter = )/\n$place/;
    return $code;
}

# Errors tell a name only if the template says it, and does not make it of what it renders.
sub ident {
    my ($self, $ident) = @_;
    my $code = $self->SUPER::ident($ident);
    my $is_literal = !grep { $ident->[ 2 * $_ ] !~ /^(?:'\w+'|-?\d+)$/a } 0 .. $#$ident / 2;
    return $is_literal ? $code : $code =~ s/^\$stash->get\(/\$stash->get_computed(/r;
}

# What templates make to be called is told apart from any other code.
sub macro {
    my $self = shift;
    my $code = $self->SUPER::macro(@_);
    $code =~ s/^(\s*# MACRO\s+\$stash->set\('\w+', )sub \{/$1Schleuse::Callable::of(sub {/ && $code =~ s/\}\);\s*\z/}));\n/
      or die "macros are not those that are known\n";
    return $code;
}

# Names of partials, plugins and filters that the template says itself.
for my $name (qw(insert include process wrapper use filter)) {
    my $made = __PACKAGE__->can($name);
    no strict 'refs';
    no warnings 'redefine';
    *{$name} = sub {
        my ($self, $nameargs, @rest) = @_;
        for my $file (@{ $nameargs->[0] }) {
            $Schleuse::Parser::current->{schleuse_names}{$1} = 1 if $file =~ /^'([^'\\]*)'$/;
        }
        return $made->($self, $nameargs, @rest);
    };
}

for my $name (qw(view perl rawperl no_perl debug)) {
    no strict 'refs';
    *{$name} = sub { die Template::Exception->new('schleuse.forbidden', uc($name eq 'no_perl' ? 'perl' : $name)) };
}

# --- the parser tells which tag has opened what ----------------------------------------------------------------------------

package Schleuse::Parser;
our @ISA = ('Template::Parser');

our $current;

my %kind_of = (IF => 'decision', UNLESS => 'decision', SWITCH => 'decision', FOR => 'loop', WHILE => 'loop');

sub new {
    my ($class, $config) = @_;
    my $self = Template::Parser::new($class, $config) or die Template::Parser->error, "\n";
    $self->{RULES} = rules_with_openers($self->{RULES});
    return $self;
}

# Parses one source; its sites are in `schleuse_sites` afterwards, in the order of their tags.
sub parse_source {
    my ($self, $text, $source) = @_;
    $self->{schleuse_source} = $source;
    $self->{schleuse_sites}  = [];
    local $current = $self;
    return $self->parse($text, { name => "schleuse:$source" });
}

# Where the engine is reading.
sub place {
    my ($line) = ${ $current->{LINE} } =~ /^(\d+)/;
    return qq{#line $line "schleuse:$current->{schleuse_source}"\n};
}

# The engine takes a backslash before the closing quote for a letter, and Perl for an escape: what follows would become code.
sub tokenise_directive {
    my $self = shift;
    my $tokens = $self->SUPER::tokenise_directive(@_);
    for (my $at = 0; $at < @$tokens; $at += 2) {
        next if $tokens->[$at] ne 'LITERAL';
        my ($text) = $tokens->[ $at + 1 ] =~ /^'(.*)'$/s or die "texts are not those that are known\n";
        $text =~ s/\\([\\'])/$1/g;
        $text =~ s/([\\'])/\\$1/g;
        $tokens->[ $at + 1 ] = "'$text'";
    }
    return $tokens;
}

# The engine hands the opening word to its rules and makes no use of it: the place of the word goes along instead.
sub split_text {
    my ($self, $text) = @_;
    my $tokens = $self->SUPER::split_text($text);
    for my $token (grep { ref && ref $_->[2] } @$tokens) {
        my ($line) = $token->[1] =~ /^(\d+)/;
        my $words = $token->[2];
        for (my $at = 0; $at < @$words; $at += 2) {
            my $type = $words->[$at];
            my $kind = $kind_of{$type};
            next unless $kind || $type eq 'ELSIF';
            my $sites = $self->{schleuse_sites};
            my $word = { line => $line, kind => $kind, source => $self->{schleuse_source}, number => scalar @$sites };
            push @$sites, $word if $kind;
            $words->[ $at + 1 ] = $word;
        }
    }
    return $tokens;
}

# Rules of six words begin with the opening one; in rules of three it stands behind the statement that it governs.
sub rules_with_openers {
    my ($rules) = @_;
    my $found = 0;
    my @changed = map {
        my @rule = @$_;
        my ($name, $length, $code) = @rule;
        if ($code && $name =~ /^(?:condition|switch|loop)$/) {
            my $at = $length == 3 ? 2 : 1;
            $found++;
            $rule[2] = sub {
                local $Schleuse::Directive::opener = $_[$at];
                die "the rules of the engine are not those that are known\n" unless ref $_[$at] eq 'HASH';
                return $code->(@_);
            };
        }
        elsif ($code && $name eq 'else' && $length == 5) {
            $found++;
            $rule[2] = sub {
                my ($word) = $_[1];
                my $else = $code->(@_);
                push @{ $else->[0] }, $word->{line};
                return $else;
            };
        }
        \@rule;
    } @$rules;
    die "the rules of the engine are not those that are known\n" if $found != 10;
    return \@changed;
}

# --- what templates can have: the partials that are given, and closed lists of plugins and filters ---------------------------

package Schleuse::Partials;

sub new { my ($class, $documents, $texts) = @_; return bless { documents => $documents, texts => $texts }, $class }

sub fetch {
    my ($self, $name) = @_;
    my $document = ref $name ? undef : $self->{documents}{$name};
    return $document ? ($document, undef) : (undef, Template::Constants::STATUS_DECLINED());
}

sub load {
    my ($self, $name) = @_;
    my $text = ref $name ? undef : $self->{texts}{$name};
    return defined $text ? ($text, undef) : (undef, Template::Constants::STATUS_DECLINED());
}

package Schleuse::Plugins;

my %plugins = (
    format    => sub { shift; return formatter(@_) },
    # Attributes come in one order, the same in every process.
    html      => sub { my $html = Template::Plugin::HTML->new(@_); $html->{_SORTED} = 1; return $html },
    iterator  => sub { return Template::Plugin::Iterator->new(@_) },
    string    => sub { return Template::Plugin::String->new(@_) },
    table     => sub { return Template::Plugin::Table->new(@_) // die Template::Plugin::Table->error . "\n" },
    wrap      => sub { return Schleuse::Callable::of(Template::Plugin::Wrap->new(@_)) },
    date      => sub { return Schleuse::Plugin::Date->new(@_) },
    kohadates => sub { return Schleuse::Plugin::KohaDates->new(@_) },
    price     => sub { return Schleuse::Plugin::Price->new(@_) },
);

# `format("%03d")` gives what writes numbers so; without a pattern, what makes it of one.
sub formatter {
    my ($pattern) = @_;
    return Schleuse::Callable::of(sub { return formatter($_[0] // '%s') }) unless defined $pattern;
    return Schleuse::Callable::of(sub { return sprintf $pattern, @_ ? @_ : '' });
}

sub fetch {
    my ($self, $name, $args, $context) = @_;
    my $make = ref $name ? undef : $plugins{ lc $name };
    return (undef, Template::Constants::STATUS_DECLINED()) unless $make;
    my $plugin = eval { $make->($context, $args ? @$args : ()) };
    return $plugin ? ($plugin, undef) : ($@, Template::Constants::STATUS_ERROR());
}

package Schleuse::Filters;
our @ISA = ('Template::Filters');

# Without `eval` and `perl`, which run what they are given, `redirect` and `file`, which write files, and `stdout`, `stderr`.
my %filters = map { $_ => $Template::Filters::FILTERS->{$_} } qw(
  html html_para html_break html_para_break html_line_break xml uri url upper lower ucfirst lcfirst trim collapse null
  indent format truncate repeat replace remove
);

sub fetch {
    my ($self, $name, $args, $context) = @_;
    my $is_plugin = Scalar::Util::blessed($name) && $name->isa('Template::Plugin::Filter');
    # Plugins of the list put filters of their own into this object, which serves one mail.
    my $is_known  = !ref $name && ($filters{$name} || $self->{FILTERS}{$name});
    return (undef, Template::Constants::STATUS_DECLINED()) unless $is_plugin || $is_known;
    return $self->SUPER::fetch($name, $args, $context);
}

# --- dates and prices: pure, and on the day of the rehearsal --------------------------------------------------------------

package Schleuse::Plugin::Date;
our @ISA = ('Template::Plugin');

our $now = 0;

sub new { my ($class, $context, $config) = @_; return bless { %{ ref $config eq 'HASH' ? $config : {} } }, $class }

Schleuse::Methods::allow('Schleuse::Plugin::Date', qw(now format));

sub now { return $now }

sub format {
    my ($self, $time, $format) = @_;
    my @fields = fields_of(defined $time && length $time ? $time : $now) or die "bad time/date string\n";
    return POSIX::strftime($format // $self->{format} // '%H:%M:%S %d-%b-%Y', @fields);
}

# Seconds, `2026-11-25`, `2026-11-25 10:00`, with `T` and `Z` too, or the engine's own `10:00:00 25/11/2026`.
sub fields_of {
    my ($time) = @_;
    return localtime $time if $time =~ /^-?\d{1,11}$/;
    if ($time =~ /^(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z)?)?$/) {
        my @fields = ($6 // 0, $5 // 0, $4 // 0, $3, $2 - 1, $1 - 1900);
        return $7 ? localtime(seconds_of(@fields)) : weekday_of(@fields);
    }
    return weekday_of($3, $2, $1, $4, $5 - 1, $6 - 1900)
        if $time =~ m{^(\d\d?):(\d\d):(\d\d) (\d\d?)[/-](\d\d?)[/-](\d{4})$};
    return;
}

# Days since 1970 of the Gregorian calendar, counted from March so that leap days are last. @source Howard Hinnant, chrono-compatible dates
sub seconds_of {
    my ($second, $minute, $hour, $day, $month, $year) = @_;
    my $shifted = $year + 1900 - ($month < 2 ? 1 : 0);
    my $era     = POSIX::floor($shifted / 400);
    my $of_era  = $shifted - $era * 400;
    my $of_year = POSIX::floor((153 * (($month + 10) % 12) + 2) / 5) + $day - 1;
    my $days = $era * 146_097 + $of_era * 365 + POSIX::floor($of_era / 4) - POSIX::floor($of_era / 100) + $of_year - 719_468;
    return (($days * 24 + $hour) * 60 + $minute) * 60 + $second;
}

sub weekday_of { my @utc = gmtime seconds_of(@_); return @utc }

package Schleuse::Plugin::KohaDates;
our @ISA = ('Template::Plugin::Filter');

our $language = 'en';

Schleuse::Methods::allow('Schleuse::Plugin::KohaDates');

sub init { my ($self) = @_; $self->{_DYNAMIC} = 1; return $self }

sub filter {
    my ($self, $text, $args, $config) = @_;
    my @fields = Schleuse::Plugin::Date::fields_of($text) or return $text;
    my $order = $language =~ /^de/ ? '%d.%m.%Y' : '%d/%m/%Y';
    return POSIX::strftime($config && $config->{with_hours} ? "$order %H:%M" : $order, @fields);
}

package Schleuse::Plugin::Price;
our @ISA = ('Template::Plugin::Filter');

Schleuse::Methods::allow('Schleuse::Plugin::Price');

sub filter {
    my ($self, $text) = @_;
    return $text unless $text =~ /^-?\d+(?:\.\d+)?$/;
    my $price = sprintf '%.2f', $text;
    $price =~ tr/./,/ if $Schleuse::Plugin::KohaDates::language =~ /^de/;
    return $price;
}

# --- compiling and rendering ------------------------------------------------------------------------------------------------

package main;

our $is_compiling = 0;
my %where;

sub compile {
    my ($template) = @_;
    my @sources = (@{ $template->{parts} }, @{ $template->{partials} });
    my $parser  = Schleuse::Parser->new({ FACTORY => 'Schleuse::Directive', EVAL_PERL => 0 });
    my (@documents, @sites);
    for my $at (0 .. $#sources) {
        my $parsed = eval { $parser->parse_source($sources[$at]{source}, $at) };
        die $@ if $@;
        return { failure => syntax($parser->error, $at) } unless $parsed;
        local $is_compiling = 1;
        my $document = Template::Document->new($parsed) or return { failure => syntax(Template::Document->error, $at) };
        push @documents, $document;
        push @sites,     $parser->{schleuse_sites};
    }
    my @firsts = map {
        my $next = $_ * BRANCHES_PER_SOURCE;
        [ map { my $first = $next; $next += $_->{kind} eq 'loop' ? 3 : $_->{alternatives} + 1; $first } @{ $sites[$_] } ]
    } 0 .. $#sites;
    return { %$template, documents => \@documents, sites => \@sites, firsts => \@firsts, names => $parser->{schleuse_names} // {} };
}

sub syntax {
    my ($error, $source) = @_;
    my ($line, $words) = "$error" =~ /line (\d+)(?:-\d+)?: (.*)/s;
    $words //= "$error";
    $words =~ s/\s+/ /g;
    return { reason => 'forbidden', source => $source, line => $line // 1, field => $1 }
      if $words =~ /^schleuse\.forbidden error - (.*)/;
    return { reason => 'syntax', source => $source, line => $line // 1, words => substr($words, 0, 300) };
}

sub render {
    my ($compiled, $context, $is_traced) = @_;
    Schleuse::Meter::restart($compiled->{firsts});
    Schleuse::Refusal::restart();
    %where = ();
    my @texts;
    for my $at (0 .. $#{ $compiled->{parts} }) {
        # Documents hold what templates can change, so each mail has its own; what they do is compiled once.
        my @own = map { bless { %$_, _DEFBLOCKS => { %{ $_->{_DEFBLOCKS} } }, _HOT => 0 }, ref $_ } @{ $compiled->{documents} };
        my $text = eval { context_for($compiled, \@own, $context)->process($own[$at]) };
        return { failure => failure($@, $at, $compiled->{names}) } unless defined $text;
        return { failure => { reason => 'output', source => $at } } if length $text > OUTPUT_CHARS_MAX;
        push @texts, $text;
    }
    return { texts => \@texts, $is_traced ? (visited => Schleuse::Meter::visited()) : () };
}

sub context_for {
    my ($compiled, $documents, $variables) = @_;
    my $parts = @{ $compiled->{parts} };
    my (%documents, %texts);
    for my $at (0 .. $#{ $compiled->{partials} }) {
        my $partial = $compiled->{partials}[$at];
        $documents{ $partial->{name} } = $documents->[ $parts + $at ];
        $texts{ $partial->{name} }     = $partial->{source};
    }
    return Schleuse::Context->new({
        STASH          => Schleuse::Stash->new($variables),
        EVAL_PERL      => 0,
        LOAD_TEMPLATES => [ Schleuse::Partials->new(\%documents, \%texts) ],
        LOAD_PLUGINS   => [ bless {}, 'Schleuse::Plugins' ],
        LOAD_FILTERS   => [ Schleuse::Filters->new({}) ],
    });
}

# Where an error came up: the nearest template among those that were at work. What Perl itself says is told by its words, for the
# engine makes errors of its own of them; what templates say of a place is not believed.
sub note_place {
    my ($error) = @_;
    my $key = ref $error ? refaddr $error : "$error";
    return if $where{$key};
    for (my $up = 0; my (undef, $file, $line) = caller $up; $up++) {
        next unless $file =~ /^schleuse:(\d+)$/;
        # Kept, so that no other error comes to have its address.
        $where{$key} = { error => $error, place => { source => $1, line => $line } };
        return;
    }
    return;
}

sub failure {
    my ($error, $part, $names) = @_;
    my ($type, $info) = ref $error eq 'Template::Exception' ? ("@{[ $error->type ]}", "@{[ $error->info ]}") : ('undef', "$error");
    my $noted = ($type eq 'undef' && $where{$info}) || (ref $error && $where{ refaddr $error });
    my %at    = (source => $part, $noted ? %{ $noted->{place} } : ());
    my $known = Schleuse::Refusal::failure_of($error);
    return { reason => 'time', source => $at{source} } if $known && $known->{reason} eq 'time';
    return { %at, %$known } if $known;
    return { reason => 'time', %at } if $info =~ /^WHILE loop terminated|^recursion into/;
    return { reason => 'forbidden', %at, $names->{$1} ? (field => $1) : () } if $info =~ /^(.*): (?:plugin |filter )?not found$/s;
    return { reason => 'forbidden', %at } if $info =~ /^no providers for (?:template|file) prefix '/;
    return { reason => 'value', %at };
}

# --- the walls -------------------------------------------------------------------------------------------------------------

# Leaves the file system, if the machine allows it: the root is a folder that no longer exists.
sub leave_files {
    my $empty = '/tmp/schleuse-' . $$ . '-' . int(rand 1e9);
    mkdir $empty, 0700 or return;
    my $is_there = chdir $empty;
    rmdir $empty;
    chroot '.' if $is_there;
    chdir '/';
    return;
}

# What stays is what templates are compiled to: no files, processes, sockets or modules in any code that comes later.
sub confine {
    my $new = \&Template::Document::new;
    no warnings 'redefine';
    # A document that a template can reach would make code of text, and write files.
    *Template::Document::new = sub {
        Schleuse::Refusal::forbidden() unless $is_compiling;
        goto &$new;
    };
    for my $name (qw(block variables as_perl write_perl_file catch_warnings)) {
        no strict 'refs';
        *{"Template::Document::$name"} = sub { Schleuse::Refusal::forbidden() };
    }
    leave_files();
    my @never = map { "!$_" } qw(:base_io crypt tie untie dbmopen dbmclose sselect select pipe_op sockpair getppid getpgrp
      setpgrp getpriority setpriority srand rand caller bless);
    my ($mask, $add) = (Opcode::invert_opset(Opcode::opset(':default', @never)), \&Opcode::opmask_add);
    forget_names();
    $add->($mask);
    return;
}

# Our own code has what it calls; whatever is compiled later finds it under no name. Patterns could call what begins so, too.
sub forget_names {
    no strict 'refs';
    for my $package (qw(POSIX B Opcode DynaLoader XSLoader IO Fcntl Sub ExtUtils PerlIO Tie re mro Internals)) { %{"${package}::"} = () }
    for my $name (keys %main::) { delete $main::{$name} if $name !~ /\W/ && defined &{"main::$name"} }
    return;
}

# --- frames ------------------------------------------------------------------------------------------------------------------

my $answers;

sub read_exactly {
    my ($size) = @_;
    my $bytes = '';
    while (length $bytes < $size) {
        sysread STDIN, $bytes, $size - length $bytes, length $bytes or return;
    }
    return $bytes;
}

sub read_order {
    my $head = read_exactly(4) // return;
    my $text = read_exactly(unpack 'V', $head) // return;
    utf8::decode($text);
    return value_of(\$text);
}

sub write_answer {
    my ($answer) = @_;
    my $text = text_of($answer);
    utf8::encode($text);
    my $frame = pack('V', length $text) . $text;
    my $sent = 0;
    while ($sent < length $frame) {
        my $count = syswrite($answers, $frame, length($frame) - $sent, $sent) // exit 0;
        $sent += $count;
    }
    return;
}

my %escapes = (b => "\b", f => "\f", n => "\n", r => "\r", t => "\t");

# JSON as the pool writes it; nothing is an empty text, so that only what is missing is undefined.
sub value_of {
    my ($text) = @_;
    for ($$text) {
        return string_of($1) if /\G"((?:[^"\\]|\\.)*+)"/gcs;
        return $1 if /\G(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)/gc;
        return 1 if /\Gtrue/gc;
        return 0 if /\Gfalse/gc;
        return '' if /\Gnull/gc;
        if (/\G\[/gc) {
            my @list;
            until (/\G\]/gc) { push @list, value_of($text); /\G,/gc }
            return \@list;
        }
        if (/\G\{/gc) {
            my %record;
            until (/\G\}/gc) {
                /\G"((?:[^"\\]|\\.)*+)":/gcs or die "no name\n";
                my $name = string_of($1);
                $record{$name} = value_of($text);
                /\G,/gc;
            }
            return \%record;
        }
    }
    die "no value\n";
}

sub string_of {
    my ($text) = @_;
    return $text if index($text, '\\') < 0;
    $text =~ s{\\u([dD][89abAB]..)\\u([dD][c-fC-F]..)}{chr(0x10000 + ((hex($1) - 0xD800) << 10) + hex($2) - 0xDC00)}ge;
    $text =~ s{\\(?:u([0-9a-fA-F]{4})|(.))}{defined $1 ? chr hex $1 : $escapes{$2} // $2}gse;
    return $text;
}

# Kept from before names are forgotten.
my $flags_of = B::SV->can('FLAGS');

sub text_of {
    my ($value) = @_;
    return '[' . join(',', map { text_of($_) } @$value) . ']' if ref $value eq 'ARRAY';
    return '{' . join(',', map { text_of("$_") . ':' . text_of($value->{$_}) } sort keys %$value) . '}' if ref $value;
    my $flags = $flags_of->(B::svref_2object(\$value));
    return $value if $flags & B::SVf_IOK() && !($flags & B::SVf_POK());
    my $text = "$value";
    $text =~ s/(["\\])/\\$1/g;
    $text =~ s/([\x00-\x1f\x{d800}-\x{dfff}])/sprintf '\\u%04x', ord $1/ge;
    return "\"$text\"";
}

sub answer_to {
    my ($order, $kept) = @_;
    my $kind = $order->{kind};
    if ($kind eq 'setup') {
        $Schleuse::Plugin::Date::now = int($order->{nowMs} / 1000);
        $ENV{TZ} = $order->{timeZone};
        POSIX::tzset();
        # Reads the rules of the zone while there are files.
        my @zone = localtime $Schleuse::Plugin::Date::now;
        confine();
        return { kind => 'ready' };
    }
    if ($kind eq 'forget') { %$kept = (); return { kind => 'ready' } }
    if ($kind eq 'template') {
        my $compiled = compile($order->{template});
        return { kind => 'refused', failure => numbers($compiled->{failure}) } if $compiled->{failure};
        $kept->{ $order->{number} } = $compiled;
        return { kind => 'compiled', sites => [ map { [ map { site($_) } @$_ ] } @{ $compiled->{sites} } ] };
    }
    my $compiled = $kept->{ $order->{number} } or die "a template is compiled before it is rendered\n";
    $Schleuse::Plugin::KohaDates::language = $compiled->{language};
    my @results = map {
        my ($own, $shared) = @$_{qw(own shared)};
        my %context = (%$own, map { $_ => copy_of($order->{batch}{shared}[ $shared->{$_} ]) } keys %$shared);
        my $result = render($compiled, \%context, $order->{isTraced});
        $result->{failure} ? { failure => numbers($result->{failure}) } : $result;
    } @{ $order->{batch}{contexts} };
    return { kind => 'rendered', results => \@results, residentBytes => 0 };
}

# Templates may change what they are given; what recipients share is nobody's to change.
sub copy_of {
    my ($value) = @_;
    return [ map { copy_of($_) } @$value ] if ref $value eq 'ARRAY';
    return { map { $_ => copy_of($value->{$_}) } keys %$value } if ref $value;
    return $value;
}

sub numbers { my ($failure) = @_; $_ += 0 for grep { defined } @$failure{qw(source)}; $failure->{line} += 0 if defined $failure->{line}; return $failure }

# The engine knows lines, and no columns.
sub site {
    my ($site) = @_;
    my %place = (line => $site->{line} + 0, column => 1, kind => $site->{kind});
    return \%place if $site->{kind} eq 'loop';
    return { %place, alternatives => $site->{alternatives} + 0 };
}

open $answers, '>&=', 3 or exit 4;
$SIG{__DIE__} = \&note_place;
$SIG{__WARN__} = sub { };
my %kept;
# The ticket is in no variable that anything else can name.
while (my $order = read_order()) {
    my $ticket = delete $order->{ticket};
    write_answer({ %{ answer_to($order, \%kept) }, ticket => $ticket });
}
exit 0;

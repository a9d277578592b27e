# What templates can reach: variables, the closed list of what they can ask of an object, what they can call, and how they are refused.
# The engine's own stash calls any method and any code that a template comes by, by any name; this one calls only what stands here.
use strict;
use warnings;

# --- errors whose meaning no template can give to an error of its own -----------------------------------------------------

package Schleuse::Refusal;

use Scalar::Util qw(blessed refaddr);

# By address; the errors are kept, so that no other one comes to have the address of one that is gone.
my %refusals;

sub restart { %refusals = (); return }

sub refuse {
    my ($type, $info, %failure) = @_;
    my $error = Template::Exception->new($type, $info);
    $refusals{ refaddr $error } = [ $error, \%failure ];
    die $error;
}

# What a template must not do; its name is told where the template says it itself, and does not make it of what is rendered.
sub forbidden {
    my ($name) = @_;
    refuse('schleuse.forbidden', $name // '', reason => 'forbidden', defined $name ? (field => $name) : ());
}

sub failure_of { my ($error) = @_; return blessed $error && $refusals{ refaddr $error } ? $refusals{ refaddr $error }[1] : undef }

# --- what templates can call ------------------------------------------------------------------------------------------------

package Schleuse::Callable;

# Macros, what plugins of the list hand out, and references to variables; other code is refused, wherever a template has it from.
sub of { my ($code) = @_; return bless $code, 'Schleuse::Callable' }

# --- what templates can ask of objects --------------------------------------------------------------------------------------

package Schleuse::Methods;

my %methods;

sub allow {
    my ($class, @names) = @_;
    for my $name (@names) {
        # What a class answers by AUTOLOAD is made here, under the one name.
        my $autoload = $class->can('AUTOLOAD');
        $methods{$class}{$name} = $class->can($name) // sub {
            no strict 'refs';
            local ${"${class}::AUTOLOAD"} = "${class}::$name";
            return $autoload->(@_);
        };
    }
    return;
}

allow('Template::Iterator', qw(size max index count number first last prev next odd even parity get_first get_next get_all));
allow('Template::Plugin::HTML', qw(element closed_element attributes add_attributes add_attribute add replace_attributes
  replace_attribute replace clear_attributes escape url));
allow('Template::Plugin::String', qw(new text copy push append unshift prepend pop shift center centre left right format filter
  output_filter upper lower capital chop chomp trim collapse length truncate substr repeat replace remove split search equals));
allow('Template::Plugin::Table', qw(row rows col cols));
# What an error says can be asked, and not changed.
$methods{'Template::Exception'} = { map { my $code = Template::Exception->can($_); $_ => sub { $code->($_[0]) } } qw(type info text) };
$methods{'Template::Document'} = {};

# Name → code, for one of these; undefined: it has none of that name.
sub find {
    my ($object, $name, $told) = @_;
    my $class = ref $object;
    my $own   = $methods{$class} // Schleuse::Refusal::forbidden($told);
    return $own->{$name} if $own->{$name};
    Schleuse::Refusal::forbidden($told) if $name !~ /^[A-Za-z]\w*$/a;
    # A document says what its template says of itself, and what it is called.
    if ($class eq 'Template::Document' && exists $object->{$name} && ref $object->{$name} ne 'CODE') {
        my $value = $object->{$name};
        return sub { $value };
    }
    Schleuse::Refusal::forbidden($told) if $class->can($name);
    return;
}

# --- variables ----------------------------------------------------------------------------------------------------------------

package Schleuse::Stash;

use Scalar::Util qw(blessed refaddr);

# As in the engine: what begins so is nobody's to see.
my $private = qr/^[_.]/;

my %text_ops = %$Template::VMethods::TEXT_VMETHODS;
my %list_ops = %$Template::VMethods::LIST_VMETHODS;
my %hash_ops = %$Template::VMethods::HASH_VMETHODS;
# Names of a record come in one order, the same in every process.
my %of_hash = (
    keys   => sub { [ sort keys %{ $_[0] } ] },
    values => sub { my ($hash) = @_; [ map { $hash->{$_} } sort keys %$hash ] },
    each   => sub { my ($hash) = @_; [ map { $_, $hash->{$_} } sort keys %$hash ] },
    sort   => sub { my ($hash) = @_; [ sort { lc $hash->{$a} cmp lc $hash->{$b} || $a cmp $b } keys %$hash ] },
    nsort  => sub { my ($hash) = @_; [ sort { $hash->{$a} <=> $hash->{$b} || $a cmp $b } keys %$hash ] },
);
%hash_ops = (%hash_ops, %of_hash, items => $of_hash{each});
$hash_ops{list} = sub { my ($hash, $what) = @_; return ($of_hash{ $what // '' } // $hash_ops{pairs})->($hash) };

{
    no warnings 'redefine';
    # The engine's own asks objects for what the template wants them sorted by, whatever that is.
    *Template::VMethods::_list_sort_make_key = sub {
        my ($item, $names) = @_;
        my @keys = $names && ref $item eq 'HASH' ? map { $item->{$_} } @$names : $item;
        return lc join "\0", map { $_ // '' } @keys;
    };
}

# Of a scope its surrounding one; not among the variables, where templates could write it.
my %parents;

sub new {
    my ($class, $variables) = @_;
    my %of_root = map { $_ => Schleuse::Callable::of($Template::VMethods::ROOT_VMETHODS->{$_}) } keys %$Template::VMethods::ROOT_VMETHODS;
    return bless { global => {}, %$variables, %of_root }, $class;
}

sub clone {
    my ($self, $given) = @_;
    my $clone = bless {%$self}, ref $self;
    $parents{ refaddr $clone } = $self;
    $clone->update($given);
    return $clone;
}

sub declone { my ($self) = @_; return $parents{ refaddr $self } // $self }

sub DESTROY { my ($self) = @_; delete $parents{ refaddr $self }; return }

sub update {
    my ($self, $given) = @_;
    return unless ref $given eq 'HASH';
    my %given  = %$given;
    my $import = ref $given{import} eq 'HASH' ? delete $given{import} : {};
    @$self{ keys %given }   = values %given;
    @$self{ keys %$import } = values %$import;
    return;
}

sub get { my ($self, $ident, $args) = @_; return $self->found($ident, $args, 1) }

# As templates are compiled for names that are made of what is rendered: no error tells them.
sub get_computed { my ($self, $ident, $args) = @_; return $self->found($ident, $args, 0) }

sub found {
    my ($self, $ident, $args, $is_told) = @_;
    my @steps = steps_of($ident, $args);
    my $value = $self;
    for (my $at = 0; $at < @steps; $at += 2) {
        $value = dot($value, $steps[$at], $steps[ $at + 1 ], 0, $is_told);
        last unless defined $value;
    }
    return $value if defined $value;
    my $name = join '.', map { $steps[ 2 * $_ ] // '' } 0 .. $#steps / 2;
    Schleuse::Refusal::refuse('var.undef', "undefined variable: $name", reason => 'missing-field', $is_told ? (field => $name) : ());
}

sub getref {
    my ($self, $ident, $args) = @_;
    my @steps = steps_of($ident, $args);
    my ($item, $own) = splice @steps, -2;
    my $root = $self;
    while (defined $root && (my ($name, $given) = splice @steps, 0, 2)) { $root = dot($root, $name, $given, 0, 0) }
    return Schleuse::Callable::of(sub { defined $root ? dot($root, $item, [ @{ $own || [] }, @_ ], 0, 0) : '' });
}

sub set {
    my ($self, $ident, $value, $is_default) = @_;
    my @steps = steps_of($ident);
    my ($item) = splice @steps, -2;
    my $root = $self;
    while (my ($name, $given) = splice @steps, 0, 2) {
        $root = dot($root, $name, $given, 1, 0) // return '';
    }
    return assign($root, $item, $value, $is_default) // '';
}

# Names and what is given to each. `a.b` in one text is what a template has made itself.
sub steps_of {
    my ($ident, $args) = @_;
    return @$ident if ref $ident eq 'ARRAY';
    Schleuse::Refusal::forbidden() if ref $ident;
    return map { (s/\(.*$//sr, 0) } split /\./, $ident if $ident =~ /\./;
    return ($ident, $args);
}

# What stands behind a dot, or a variable of the scope.
sub dot {
    my ($root, $item, $args, $is_written, $is_told) = @_;
    return unless defined $root && defined $item;
    Schleuse::Refusal::forbidden() if ref $item;
    return if $item =~ $private;
    my @given = ref $args eq 'ARRAY' ? @$args : ();
    my $kind  = ref $root;
    my @found;
    if ($kind eq 'HASH' || $kind eq 'Schleuse::Stash') {
        my $value = $root->{$item};
        if (defined $value) {
            return $value unless is_code($value);
            @found = $value->(@given);
        }
        elsif ($is_written) { return $root->{$item} = {} }
        elsif (my $op = $kind eq 'HASH' || $item eq 'import' ? $hash_ops{$item} : undef) { @found = $op->($root, @given) }
    }
    elsif ($kind eq 'ARRAY') {
        if (my $op = $list_ops{$item}) { @found = $op->($root, @given) }
        elsif ($item =~ /^-?\d+$/a) {
            my $value = $root->[$item];
            return $value unless is_code($value);
            @found = $value->(@given);
        }
    }
    elsif ($kind) {
        my $method = Schleuse::Methods::find($root, $item, $is_told ? $item : undef);
        @found = $method->($root, @given) if $method;
    }
    elsif (!$is_written) {
        if (my $op = $text_ops{$item}) { @found = $op->($root, @given) }
        elsif ($op = $list_ops{$item}) { @found = $op->([$root], @given) }
    }
    is_code($_) for @found;
    return @found > 1 ? [@found] : $found[0] if defined $found[0];
    die $found[1] if defined $found[1];
    return;
}

# Whether this can be called; code that is not meant for templates is not even passed on.
sub is_code {
    my ($value) = @_;
    Schleuse::Refusal::forbidden() if ref $value eq 'CODE';
    return ref $value eq 'Schleuse::Callable';
}

sub assign {
    my ($root, $item, $value, $is_default) = @_;
    return unless $root && defined $item;
    Schleuse::Refusal::forbidden() if ref $item;
    return if $item =~ $private;
    my $kind = ref $root;
    if ($kind eq 'HASH' || $kind eq 'Schleuse::Stash') {
        return if $is_default && $root->{$item};
        return $root->{$item} = $value;
    }
    if ($kind eq 'ARRAY' && $item =~ /^-?\d+$/a) {
        return if $is_default && $root->[$item];
        return $root->[$item] = $value;
    }
    # Objects are told nothing but by their methods.
    Schleuse::Refusal::forbidden() if $kind;
    die "a text has no parts to write to\n";
}

# --- what renders: only names lead to other templates ------------------------------------------------------------------------

package Schleuse::Context;
our @ISA = ('Template::Context');

sub template {
    my ($self, $name) = @_;
    Schleuse::Refusal::forbidden() if ref $name && ref $name ne 'Template::Document';
    return $self->SUPER::template($name);
}

1;

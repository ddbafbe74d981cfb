using LeadScoring.Insights;

namespace LeadScoring.Value;

/// <summary>Why nothing is said of customers' values.</summary>
public enum LtvSilence
{
    /// <summary>Fewer than <see cref="LtvStudy.LeastRepeatCustomers"/> have ordered again.</summary>
    TooFewRepeatCustomers,

    /// <summary>The models do not fit: their likelihood has no clear maximum.</summary>
    NoFit,
}

/// <summary>
/// What the customers of a product line are worth, as of a local day; money in the product's currency, of which
/// <see cref="Margin"/> stays (1: it is revenue). Nothing but counts where <see cref="Silence"/> says why.
/// </summary>
public sealed record LtvReport
{
    public required string AsOf { get; init; }
    public required string Currency { get; init; }
    public required double Margin { get; init; }
    public required double DiscountPerYear { get; init; }
    public required long Customers { get; init; }
    public required long RepeatCustomers { get; init; }
    public LtvSilence? Silence { get; init; }

    /// <summary>How many customers the parameters were learned from.</summary>
    public long FittedOn { get; init; }
    public IReadOnlyList<Parameter> Parameters { get; init; } = [];
    public IReadOnlyList<ModelFit> Fits { get; init; } = [];

    /// <summary>Data alone did not tell all parameters: a <see cref="Inference.WeakPrior"/> helped.</summary>
    public bool WithPrior { get; init; }

    /// <summary>
    /// Between how often and for how much people order, of those who ordered again; the models take 0 for granted.
    /// </summary>
    public double? Correlation { get; init; }
    public IReadOnlyList<LtvWithin> Horizons { get; init; } = [];
    public HoldOutCheck? HoldOut { get; init; }

    /// <summary>The year ahead as of the last month ends, by the parameters of now; the oldest first.</summary>
    public IReadOnlyList<LtvThen> Trend { get; init; } = [];

    /// <summary>Who is expected to bring most within the year ahead, the highest first.</summary>
    public IReadOnlyList<ValuedCustomer> Top { get; init; } = [];
}

/// <summary>
/// A parameter of <paramref name="Model"/> with its standard error, from the observed information.
/// </summary>
public sealed record Parameter(string Model, string Name, double Value, double StandardError);

/// <summary>
/// How likely a model says the data are, in logarithms: to be held against other models of the same data.
/// </summary>
public sealed record ModelFit(string Model, double LogLikelihood);

/// <inheritdoc cref="WorthWithin"/>
public sealed record LtvWithin(
    int Days, Figure Orders, Figure Total, Figure PerCustomer, Figure TopTenthShare, Figure NewCustomer);

/// <summary>
/// What the customers of a month's end were worth for the year after it; of many different pasts from every k-th of
/// them.
/// </summary>
public sealed record LtvThen(string Day, long Customers, Figure Total, Figure PerCustomer);

/// <summary>
/// A customer: orders after the first, local days of the first and the latest, the probability not to have stopped, and
/// what is expected within the year ahead.
/// </summary>
public sealed record ValuedCustomer(
    string Lead, int RepeatOrders, string FirstOrder, string LatestOrder, double Alive, double Orders, double Value);

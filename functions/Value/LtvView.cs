using LeadScoring.Insights;

namespace LeadScoring.Value;

/// <summary>
/// What the customers of a product line are worth within a horizon. Null <see cref="Report"/>: it was not made yet, or
/// nothing can be said; <see cref="Note"/> says why.
/// </summary>
public sealed record LtvView(
    string Product, Made Made, int HorizonDays, LtvFigures? Report, string? Note, string DoesNotProve);

/// <summary>
/// As of the day <paramref name="AsOf"/>; time in the models is in weeks. <paramref name="Margin"/> of what is paid is
/// counted (1: revenue), less <paramref name="DiscountPerYear"/>; figures are null, with a note, below 100 customers
/// who came back or where the models do not fit.
/// </summary>
/// <param name="AsOf">The local day.</param>
/// <param name="Currency">Of all money.</param>
/// <param name="Margin">Of what is paid.</param>
/// <param name="DiscountPerYear">By how much money of a year from now is worth less.</param>
/// <param name="TimeUnit">Of the parameters: <c>week</c>.</param>
/// <param name="Customers">Who ever bought and did not send all back.</param>
/// <param name="RepeatCustomers">Those who ordered again.</param>
/// <param name="Orders">Expected of all customers within the horizon.</param>
/// <param name="Total">What these orders are worth now.</param>
/// <param name="PerCustomer">The same a customer.</param>
/// <param name="TopTenthShare">The share that the tenth with the highest values brings.</param>
/// <param name="NewCustomer">The value of who has just ordered for the first time, without that order.</param>
/// <param name="FittedOn">How many customers the parameters were learned from.</param>
/// <param name="Parameters">With standard errors.</param>
/// <param name="Fits">The log likelihood of each model at its parameters.</param>
/// <param name="WithPrior">
/// Data alone did not tell all parameters, as where hardly anybody stops buying; weak assumptions helped.
/// </param>
/// <param name="Correlation">Between how often and for how much people order; the models take 0 for granted.</param>
/// <param name="HoldOut">What the first half of the time said of the second.</param>
/// <param name="Trend">The year ahead as of the last twelve month ends.</param>
public sealed record LtvFigures(
    string AsOf, string Currency, double Margin, double DiscountPerYear, string TimeUnit, long Customers,
    long RepeatCustomers, Figure Orders, Figure Total, Figure PerCustomer, Figure TopTenthShare, Figure NewCustomer,
    long FittedOn, IReadOnlyList<Parameter> Parameters, IReadOnlyList<ModelFit> Fits, bool WithPrior,
    double? Correlation, HoldOutCheck? HoldOut, IReadOnlyList<LtvThen> Trend);

/// <summary>A page of the customers from whom most is expected within a year, the highest first.</summary>
public sealed record LtvCustomers(
    string Product, Made Made, string? Currency, IReadOnlyList<LtvCustomer> Customers, string? Cursor, string? Note,
    string DoesNotProve);

/// <summary>
/// A customer; <paramref name="Alive"/>: the probability not to have stopped buying; orders and value are those
/// expected of the year ahead.
/// </summary>
public sealed record LtvCustomer(
    string LeadId, string Email, string? Name, int RepeatOrders, string FirstOrder, string LatestOrder, double Alive,
    double ExpectedOrders, double ExpectedValue);

using System.Diagnostics;
using System.Globalization;
using LeadScoring.Leads;
using LeadScoring.Mail;
using LeadScoring.Nurture;
using LeadScoring.Publishing;
using LeadScoring.Storage;
using LeadScoring.Tests.Storage;

namespace LeadScoring.Tests.Bench;

/// <summary>
/// The benchmark <c>dotnet run --project tests -c Release -- nurture 100000</c>: so many enrolments fall due in one
/// minute while ten times as many sleep, all in the embedded store. Deciding and rendering are told by the processor's
/// time, which is that of one core however busy the machine is; handing over, and the whole way from the timer to the
/// ledger, by the clock on the wall.
/// </summary>
internal static class NurtureCommand
{
    public const string Argument = "nurture";
    private const int Sample = 4000;
    private const int Ticks = 21;

    public static async Task<int> RunAsync(string count)
    {
        var due = int.Parse(count, CultureInfo.InvariantCulture);
        using var folder = new TemporaryFolder();
        await using var provider = await MailTaker.StartAsync();
        await using var app = await StoredEnrolments.OpenAsync(folder.File("data"), provider.Address);
        var stored = await TimeAsync(() => app.FillAsync(due, 10 * due));
        Say($"{due:N0} enrolments due in one minute, {10 * due:N0} that sleep: stored in {stored.TotalSeconds:F0} s");
        Say($"idle tick: {await app.RowsReadAsync()} rows read, {await MedianTickAsync(app):F2} ms");

        app.ReachTheMinute();
        await PartsAsync(app, provider, Math.Min(due, Sample));
        provider.Forget();
        await WholeAsync(app, provider, due);
        Say($"idle tick afterwards: {await app.RowsReadAsync()} rows read, {await MedianTickAsync(app):F2} ms");
        return 0;
    }

    /// <summary>Each part by itself, on the leads as they are stored; nothing is saved.</summary>
    private static async Task PartsAsync(StoredEnrolments app, MailTaker provider, int most)
    {
        var leads = new LeadSnapshot[most];
        await SideBySide.ForEachAsync(
            Enumerable.Range(0, most), async (i, _) => leads[i] = await app.LoadAsync(app.DueLeads[i]), default);
        var (edition, composer, enrolment) = (app.Get<InForce>().Edition, app.Get<MailComposer>(), app.Due);
        var claimed = new List<StepDue>();
        var mails = new List<OutgoingMail>();
        Say($"decided: {PerSecond(most, () => claimed.AddRange(leads.Select(lead => StepDue.Decide(
            lead.Lead, null, enrolment.Key, enrolment.NextStep!, edition, StoredEnrolments.Minute)))):N0}/s of a core");
        Say($"rendered: {PerSecond(most, () => mails.AddRange(claimed.Select(step => composer.Nurture(
            step.Change!.Lead, step.Claimed!, enrolment.Product, null).Mail))):N0}/s of a core");
        var delivery = app.Get<IMailDelivery>();
        var handed = await TimeAsync(() => SideBySide.ForEachAsync(
            mails, (mail, cancel) => delivery.DeliverAsync(mail, cancel), default));
        Assert.Equal((most, most), provider.Taken);
        Say($"handed over: {most / handed.TotalSeconds:N0}/s");
    }

    private static async Task WholeAsync(StoredEnrolments app, MailTaker provider, int due)
    {
        var rows = await app.RowsReadAsync();
        var moved = await TimeAsync(app.TickAsync);
        Say($"moved: {rows:N0} rows read, {due / moved.TotalSeconds:N0}/s");
        var began = Environment.CpuUsage.TotalTime;
        var drained = await TimeAsync(app.DrainAsync);
        var effort = (Environment.CpuUsage.TotalTime - began).TotalMilliseconds / due;
        Say($"end to end: {due / (moved + drained).TotalSeconds:N0} mails/s, {(moved + drained).TotalSeconds:F1} s");
        Say($"of that, {effort:F2} ms of a core for each mail, the provider's included");
        var (different, inAll) = provider.Taken;
        Say($"the provider counted {different:N0} mails, {inAll - different} of them twice");
    }

    private static async Task<double> MedianTickAsync(StoredEnrolments app)
    {
        var ticks = new List<double>();
        for (var tick = 0; tick < Ticks; tick++) ticks.Add((await TimeAsync(app.TickAsync)).TotalMilliseconds);
        return ticks.Order().ElementAt(Ticks / 2);
    }

    private static double PerSecond(int count, Action work)
    {
        var began = Environment.CpuUsage.TotalTime;
        work();
        return count / (Environment.CpuUsage.TotalTime - began).TotalSeconds;
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var began = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(began);
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}

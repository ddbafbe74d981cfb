namespace LeadScoring.Tests.Contracts;

/// <summary>What a queue means: visibility, receipts, redelivery.</summary>
public abstract class QueueContract(BackEnd backEnd)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_message_is_received_once_and_gone_when_deleted()
    {
        var queue = await backEnd.NewQueueAsync();
        var sent = (await queue.SendMessageAsync("""{"leadId":"星"}""")).Value;

        var received = Assert.Single((await queue.ReceiveMessagesAsync(32, Second)).Value);

        Assert.Equal((sent.MessageId, 1L, """{"leadId":"星"}"""),
            (received.MessageId, received.DequeueCount, received.Body.ToString()));
        Assert.Empty((await queue.ReceiveMessagesAsync(32)).Value);
        await queue.DeleteMessageAsync(received.MessageId, received.PopReceipt);
        await backEnd.PassAsync(1.3 * Second);
        Assert.Empty((await queue.ReceiveMessagesAsync(32)).Value);
    }

    [Fact]
    public async Task A_message_not_deleted_comes_back_with_a_higher_count()
    {
        var queue = await backEnd.NewQueueAsync();
        await queue.SendMessageAsync("again");
        var first = (await queue.ReceiveMessageAsync(Second)).Value;
        await backEnd.PassAsync(1.3 * Second);

        var second = (await queue.ReceiveMessageAsync(60 * Second)).Value;

        Assert.Equal((first.MessageId, 2L), (second.MessageId, second.DequeueCount));
        await Refusal.Is(400, "PopReceiptMismatch", () => queue.DeleteMessageAsync(first.MessageId, first.PopReceipt));
        await queue.DeleteMessageAsync(second.MessageId, second.PopReceipt);
        await Refusal.Is(404, "MessageNotFound", () => queue.DeleteMessageAsync(second.MessageId, second.PopReceipt));
    }

    [Fact]
    public async Task A_message_sent_with_a_delay_shows_after_it()
    {
        var queue = await backEnd.NewQueueAsync();
        await queue.SendMessageAsync("later", Second, TimeSpan.FromSeconds(-1));

        Assert.Empty((await queue.ReceiveMessagesAsync(1)).Value);
        Assert.Empty((await queue.PeekMessagesAsync(1)).Value);
        await backEnd.PassAsync(1.3 * Second);
        Assert.Single((await queue.ReceiveMessagesAsync(1)).Value);
    }

    [Fact]
    public async Task An_update_renews_the_lease_and_may_change_the_text()
    {
        var queue = await backEnd.NewQueueAsync();
        await queue.SendMessageAsync("old");
        var received = (await queue.ReceiveMessageAsync(Second)).Value;

        var renewed =
            (await queue.UpdateMessageAsync(received.MessageId, received.PopReceipt, "new", 60 * Second)).Value;
        await backEnd.PassAsync(1.3 * Second);

        Assert.NotEqual(received.PopReceipt, renewed.PopReceipt);
        Assert.Empty((await queue.ReceiveMessagesAsync(1)).Value);
        var shown = (await queue.UpdateMessageAsync(received.MessageId, renewed.PopReceipt, "new")).Value;
        await Refusal.Is(400, "PopReceiptMismatch",
            () => queue.UpdateMessageAsync(received.MessageId, renewed.PopReceipt, "newer", Second));
        var again = (await queue.ReceiveMessageAsync(Second)).Value;
        Assert.Equal(("new", 2L), (again.Body.ToString(), again.DequeueCount));
        Assert.NotEqual(shown.PopReceipt, again.PopReceipt);
    }

    [Fact]
    public async Task A_message_lives_no_longer_than_it_should()
    {
        var queue = await backEnd.NewQueueAsync();
        await queue.SendMessageAsync("short", timeToLive: Second);
        await backEnd.PassAsync(1.3 * Second);

        Assert.Empty((await queue.ReceiveMessagesAsync(32)).Value);
    }

    [Fact]
    public async Task Peeking_changes_nothing_and_clearing_empties()
    {
        var queue = await backEnd.NewQueueAsync();
        for (var i = 0; i < 3; i++) await queue.SendMessageAsync($"{i}");

        Assert.Equal(
            ["0", "1", "2"], (await queue.PeekMessagesAsync(32)).Value.Select(message => message.Body.ToString()));
        Assert.Equal(0, (await queue.PeekMessageAsync()).Value.DequeueCount);
        Assert.Equal(3, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        await queue.ClearMessagesAsync();
        Assert.Equal(0, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Thirty_two_messages_are_the_most_of_one_call()
    {
        var queue = await backEnd.NewQueueAsync();
        for (var i = 0; i < 40; i++) await queue.SendMessageAsync($"{i}");

        Assert.Equal(32, (await queue.ReceiveMessagesAsync(32)).Value.Length);
        Assert.Equal(8, (await queue.ReceiveMessagesAsync(32)).Value.Length);
        await Refusal.Is(400, "OutOfRangeQueryParameterValue", () => queue.ReceiveMessagesAsync(33));
    }

    [Fact]
    public async Task A_message_larger_than_64_KiB_is_refused()
    {
        var queue = await backEnd.NewQueueAsync();

        await queue.SendMessageAsync(new string('x', 48 * 1024));
        await Refusal.Is(413, "RequestBodyTooLarge", () => queue.SendMessageAsync(new string('x', 128 * 1024)));
    }

    [Fact]
    public async Task A_queue_is_there_between_creation_and_deletion()
    {
        var queue = backEnd.Queues.GetQueueClient($"q{BackEnd.RandomName()}");
        Assert.False((await queue.ExistsAsync()).Value);
        await Refusal.Is(404, "QueueNotFound", () => queue.SendMessageAsync("x"));

        await queue.CreateIfNotExistsAsync();
        await queue.CreateIfNotExistsAsync();
        Assert.True((await queue.ExistsAsync()).Value);
        Assert.Contains(queue.Name,
            await backEnd.Queues.GetQueuesAsync(prefix: queue.Name).Select(item => item.Name).ToListAsync());

        Assert.True((await queue.DeleteIfExistsAsync()).Value);
        Assert.False((await queue.DeleteIfExistsAsync()).Value);
    }
}

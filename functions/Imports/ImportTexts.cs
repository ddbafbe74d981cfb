using LeadScoring.Parsing;

namespace LeadScoring.Imports;

/// <summary>Pure: what is to be done next with an import, for people.</summary>
public static class ImportTexts
{
    public static string Note(ImportState import, string language) => import.Phase switch
    {
        ImportPhase.Open when !import.HasFile => language.Say(
            "ファイルはまだ登録されていません。PUT /api/imports/{id}/file?part=1 で送信してください。",
            "There is no file yet: send it with PUT /api/imports/{id}/file?part=1."),
        ImportPhase.Open => language.Say(
            "ファイルを受け付けました。まず dryRun で内容を確認してください。開始されないファイルは7日後に削除されます。",
            "The file is here: try it with dryRun first. A file that nobody starts goes after 7 days."),
        ImportPhase.Trying => language.Say(
            "内容を確認しています。リードは変更されません。",
            "The file is being tried; no lead is changed."),
        ImportPhase.Tried when import.Rejected > 0 => language.Say(
            "確認が終わりました。取り込めない行があります。エラー一覧を確認し、修正したファイルを送り直すか、そのまま取り込んでください。",
            "The trial is over. Some lines cannot be taken: look at the errors, then send a mended file or start as it "
            + "is."),
        ImportPhase.Tried when import.Accepted + import.Changed == 0 => language.Say(
            "確認が終わりました。すべて登録済みの内容です。取り込んでも何も変わりません。",
            "The trial is over: all of it is known already. Taking it in would change nothing."),
        ImportPhase.Tried => language.Say(
            "確認が終わりました。すべての行を取り込めます。",
            "The trial is over: every line can be taken."),
        ImportPhase.Running => language.Say("取り込み中です。", "It is being taken in."),
        ImportPhase.Done => language.Say(
            "取り込みが完了しました。元のファイルは削除済みです。必要であれば取り消せます。",
            "It is done, and the file is gone. It can be undone."),
        ImportPhase.Undoing => language.Say("取り消しています。", "It is being undone."),
        _ => language.Say(
            "取り消しが完了しました。この取り込みで追加された内容は残っていません。",
            "It is undone: nothing that it brought is left."),
    };
}

"""Japanese phrases, by slot.

Everything here is invented for Fairwater; `grammar.slots` says how to read it.
"""

PHRASES = """
post:
    {gohan} | {gohan} | {tenki} | {shigoto} | {neko_post} | {tabi} | {shitsumon} | {mijikai}
tail:
    ∅ | ∅ | 。 | ！ | 😊 | 😂 | 笑 | 〜
itsu:
    今朝 | 昨日の夜 | 週末 | 仕事のあと | バスの中で | 昼休みに
dare:
    おばあちゃん | 隣の人 | 姉 | 上司 | 友だち | 子どもたち
ryori:
    餃子 | 肉じゃが | りんごケーキ | きのこごはん | カレー | おにぎり
hyoka:
    しょっぱすぎた | 最高だった | 少し焦げた | 五分でなくなった
gohan:
    {itsu}{ryori}を作ったら{hyoka}{tail} | {dare}が{ryori}を持ってきてくれた{tail} | 卵なしの{ryori}のレシピある？
    {ryori}か{ryori}か、決められない | 初めての{ryori}、うまくいきますように{tail}
tenki:
    また雨{tail} | {itsu}港は霧だった{tail} | やっと晴れた{tail}
shigoto:
    {itsu}三つ目の会議、メールでよかった{tail} | 月曜から新しい仕事{tail} | プリンターにまた負けた{tail}
neko:
    猫 | うちの犬 | うさぎ | インコ
neko_post:
    {neko}がキーボードで寝てる{tail} | {neko}に{ryori}を取られた{tail}
machi:
    金沢 | 松江 | リスボン | 函館
tabi:
    {machi}に二日間、何を食べよう？ | {machi}行きの電車が遅れてる{tail} | {itsu}{machi}から帰宅、楽しかった{tail}
shitsumon:
    今夜は何を作る？ | 月曜は市場やってる？ | ネット落ちてる？ | 銀行の本人確認、二回もやらされた。みんなも？
mijikai:
    おはよう{tail} | おやすみ{tail} | まずコーヒー{tail} | もう金曜？ | 疲れたけど幸せ{tail} | 二度としない{tail}
reply:
    わかる{tail} | 違うと思うけど、いい言い方 | うちも{tail} | どこ？ | 本当？ | ありがとう{tail} | おめでとう{tail}
    ソースは？ | きれい{tail} | 😂 | 一度確かめたほうがいいよ
bio:
    {machi}、{ryori} | 昼は先生 | 読むだけ | ∅
share:
    おすすめ：{link} | {link} 面白い{tail} | レシピはこちら {link} | チケット {link} | ブログ更新しました {link}
    今週20%オフ {link}
birthday:
    {handle} お誕生日おめでとう🎂 | おめでとう {handle}{tail}
message:
    {itsu}会える？ | リンク {link} | 昨日はありがとう{tail} | 今行く | 了解{tail}
giveaway:
    {gv_hajime}{gv_irai} {link} | {gv_hajime}{gv_irai} {wallet} | {gv_shoko} {link}
gv_hajime:
    🎁公式プレゼント🎁 | 当選しました！ | 本日限り：
gv_irai:
    0.1 BTC送ると0.2戻ります | 十分で二倍 | 送料のみお支払い | ウォレットを接続して受け取る
gv_shoko:
    信じてなかったけど0.4 BTC届いた | 今入金された🙏
wallet:
    bc1q{code} | 0x{code}
phish:
    {ph_keikoku}{ph_irai} {link} | Pakketo：{ph_keikoku} {link}
ph_keikoku:
    アカウントは24時間以内に停止されます。 | お荷物の手数料1.99が未払いです。
ph_irai:
    ご確認ください： | ログイン：
warn:
    詐欺に注意：「{ph_inyo}」押さないで！ | 母に「{ph_inyo}」が届いた。みんな気をつけて
ph_inyo:
    アカウントは24時間以内に停止されます | 0.1 BTC送ると0.2戻ります
newcomer:
    はじめまして、新人です {link} | 初投稿。誰か行く？ {link} | よろしくお願いします👋
news:
    {headline} {link} | {link} | 信じられない {link}
"""

"""Chinese phrases, by slot.

Everything here is invented for Fairwater; `grammar.slots` says how to read it.
"""

PHRASES = """
post:
    {chi} | {chi} | {tianqi} | {gongzuo} | {chongwu} | {lvxing} | {wen} | {duan} | {yundong}
tail:
    ∅ | ∅ | 。 | ！ | 😂 | 😊 | ~ | ❤️ | 哈哈
shi:
    今天早上 | 昨晚 | 周末 | 下班以后 | 公交车上 | 午饭时 | 半夜
ren:
    奶奶 | 邻居 | 我姐 | 老板 | 室友 | 孩子们 | 楼下大叔
cai:
    饺子 | 红豆汤 | 番茄炒蛋 | 蘑菇饭 | 葱油饼 | 苹果派 | 凉面
ping:
    太咸了 | 特别好吃 | 有点糊 | 五分钟就没了 | 比照片好看
chi:
    {shi}做了{cai}，{ping}{tail} | {ren}带来了{cai}，{ping}{tail} | 谁有不用鸡蛋的{cai}做法？
    {cai}还是{cai}？选不出来 | 第一次做{cai}，祝我好运{tail}
tianqi:
    又下雨了{tail} | {shi}港口大雾{tail} | 出太阳了，{ren}已经在外面{tail}
gongzuo:
    {shi}第三个会，其实发封邮件就行{tail} | 下周一换新工作{tail} | 打印机又赢了{tail}
    {ren}说就一分钟，结果两个小时{tail}
mao:
    猫 | 我家狗 | 兔子 | 鹦鹉 | 刺猬
chongwu:
    {mao}偷吃了{cai}{tail} | {mao}睡在键盘上{tail} | {mao}怕吸尘器{tail}
cheng:
    大理 | 苏州 | 里斯本 | 青岛 | 台南
lvxing:
    在{cheng}两天，吃什么好？ | 去{cheng}的火车晚点了{tail} | {shi}到{cheng}，脚疼心满{tail}
yundong:
    {shi}跑了八公里，现在吃{cai}{tail} | 白鹭队终于赢了{tail} | 周六谁去看球？
wen:
    今晚吃什么？ | 周一市场开门吗？ | 你们那边也断网了吗？ | {cai}能放几天？ | 银行让我验证了两次账户，你们呢？
duan:
    早上好{tail} | 晚安{tail} | 先喝咖啡{tail} | 到周五了吗？ | 累但开心{tail} | 再也不了{tail} | 想念{cheng}{tail}
reply:
    同感{tail} | 不太同意，不过说得好 | 我们这也是{tail} | 加油{tail} | 在哪里？ | 真的吗？ | 谢谢分享{tail}
    恭喜{tail} | 求做法 | 来源呢？ | 好看{tail} | 😂
bio:
    {cheng}，爱{cai} | 白天教书 | 只看不说 | ∅
share:
    值得一读：{link} | {link} 有意思{tail} | 做法在这里 {link} | 门票 {link} | 博客更新了 {link} | 本周八折 {link}
birthday:
    生日快乐 {handle}！🎂 | {handle} 生日快乐{tail}
message:
    {shi}还见吗？ | 带点{cai}吧 | 链接 {link} | 昨天谢谢{tail} | 马上到 | 好{tail}
giveaway:
    {gv_kai}{gv_yao} {link} | {gv_kai}{gv_yao} {wallet} | {gv_zheng} {link}
gv_kai:
    🎁官方抽奖🎁 | 恭喜您中奖！ | 感谢社区： | 仅限今天：
gv_yao:
    发送0.1 BTC返还0.2 | 十分钟翻倍 | 只付运费 | 连接钱包领取 | 领取空投
gv_zheng:
    没想到真的收到0.4 BTC | 刚到账，真的有用🙏
wallet:
    bc1q{code} | 0x{code}
phish:
    {ph_jing}{ph_yao} {link} | Pakketo：{ph_jing} {link}
ph_jing:
    您的账户将在24小时内关闭。 | 您的包裹待领，需付1.99。 | 您的账户有异常登录。
ph_yao:
    请确认资料： | 请登录：
warn:
    小心，这是骗局：“{ph_yin}”，别点！ | 我妈收到“{ph_yin}”，大家提醒父母
ph_yin:
    您的账户将在24小时内关闭 | 发送0.1 BTC返还0.2
newcomer:
    大家好，新人报到！{link} | 第一帖，有人去吗？{link} | 大家好👋
news:
    {headline} {link} | {link} | 不敢相信 {link}
"""
